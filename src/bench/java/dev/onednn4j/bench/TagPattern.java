package dev.onednn4j.bench;

import dev.onednn4j.FormatTag;

/// A memory layout as a knob names it: `any`, one of oneDNN's tags (`nchw`, `aBcd16b`), or a tag in
/// which `x` stands for as many spatial dimensions as the problem has (`abx`, `axb`, `xba`,
/// `aBx16b`).
record TagPattern(String text) {
    private static final int MOST_DIMENSIONS = 12;

    static final TagPattern ANY = new TagPattern("any");

    /// @throws BadInput when oneDNN has no such tag for any number of dimensions
    static TagPattern of(String text) {
        TagPattern pattern = new TagPattern(text);
        pattern.find(pattern.firstSpatial() + 1);
        return pattern;
    }

    /// The tag for a tensor of this many dimensions.
    ///
    /// @throws BadInput when the pattern is for another number
    FormatTag tag(int rank) {
        FormatTag tag = find(rank);
        if (!tag.equals(FormatTag.ANY) && tag.ndims() != rank) {
            throw new BadInput(
                    "the tag %s is for tensors of %d dimensions, not of %d"
                            .formatted(BadInput.quote(text), tag.ndims(), rank));
        }
        return tag;
    }

    /// The tag's first name in oneDNN's list, which is the one without a meaning: `acdb` for
    /// `nhwc`.
    String canonicalName(int rank) {
        FormatTag tag = tag(rank);
        if (tag.equals(FormatTag.ANY)) {
            return text;
        }
        return FormatTag.names().stream()
                .filter(name -> FormatTag.of(name).equals(tag))
                .findFirst()
                .orElse(text);
    }

    private FormatTag find(int rank) {
        int x = text.indexOf('x');
        String name = x < 0 ? text : text.substring(0, x) + spatial(rank) + text.substring(x + 1);
        try {
            return FormatTag.of(name);
        } catch (IllegalArgumentException unknown) {
            throw new BadInput(BadInput.quote(text) + " is no format tag of oneDNN");
        }
    }

    private String spatial(int rank) {
        StringBuilder letters = new StringBuilder();
        for (int dimension = firstSpatial(); dimension < rank; dimension++) {
            letters.append((char) ('a' + dimension));
        }
        return letters.toString();
    }

    /// `x` goes on where the named dimensions end, and never before the third.
    private int firstSpatial() {
        for (int dimension = MOST_DIMENSIONS - 1; dimension >= 1; dimension--) {
            if (text.indexOf('a' + dimension) >= 0) {
                return dimension + 1;
            }
        }
        return 2;
    }

    @Override
    public String toString() {
        return text;
    }
}
