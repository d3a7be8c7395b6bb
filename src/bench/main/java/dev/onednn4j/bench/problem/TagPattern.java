package dev.onednn4j.bench.problem;

import dev.onednn4j.DataType;
import dev.onednn4j.FormatTag;
import dev.onednn4j.MemoryDescriptor;

import java.util.Optional;

/// A memory layout as a knob names it: `any`, one of oneDNN's tags (`nchw`, `aBcd16b`), or a tag in
/// which `x` stands for as many spatial dimensions as the problem has (`abx`, `axb`, `xba`,
/// `aBx16b`). The dimensions may also come in an order that oneDNN has no name for.
public record TagPattern(String text) {
    private static final int MOST_DIMENSIONS = 12;

    public static final TagPattern ANY = new TagPattern("any");

    /// Reads a tag.
    ///
    /// @throws BadInput when it is no layout for any number of dimensions
    public static TagPattern of(String text) {
        TagPattern pattern = new TagPattern(text);
        int rank = pattern.firstSpatial() + 1;
        if (pattern.find(rank).isEmpty() && !isOrder(pattern.name(rank))) {
            throw new BadInput(BadInput.quote(text) + " is no format tag of oneDNN");
        }
        return pattern;
    }

    /// @throws BadInput when the layout is for another number of dimensions
    void requireFit(int rank) {
        int fits = find(rank).map(FormatTag::ndims).orElseGet(() -> name(rank).length());
        if (!equals(ANY) && fits != rank) {
            throw new BadInput(
                    "the tag %s is for tensors of %d dimensions, not of %d"
                            .formatted(BadInput.quote(text), fits, rank));
        }
    }

    /// A tensor in this layout.
    ///
    /// @throws BadInput when the layout is for another number of dimensions
    MemoryDescriptor describe(DataType type, long... dims) {
        requireFit(dims.length);
        MemoryDescriptor dense = MemoryDescriptor.of(type, dims);
        return find(dims.length)
                .map(dense::with)
                .orElseGet(() -> dense.withStrides(strides(name(dims.length), dims)));
    }

    /// Dense, with the dimension that is named last innermost.
    private static long[] strides(String order, long[] dims) {
        long[] strides = new long[dims.length];
        long next = 1;
        for (int i = order.length() - 1; i >= 0; i--) {
            int dimension = order.charAt(i) - 'a';
            strides[dimension] = next;
            next *= Math.max(1, dims[dimension]);
        }
        return strides;
    }

    /// The tag's first name in oneDNN's list, which is the one without a meaning: `acdb` for
    /// `nhwc`.
    public String canonicalName(int rank) {
        Optional<FormatTag> tag = find(rank);
        if (tag.isEmpty() || equals(ANY)) {
            return text;
        }
        return FormatTag.names().stream()
                .filter(name -> FormatTag.of(name).equals(tag.get()))
                .findFirst()
                .orElse(text);
    }

    private Optional<FormatTag> find(int rank) {
        try {
            return Optional.of(FormatTag.of(name(rank)));
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    private String name(int rank) {
        int x = text.indexOf('x');
        return x < 0 ? text : text.substring(0, x) + spatial(rank) + text.substring(x + 1);
    }

    /// Whether these are the first letters, each once, in any order.
    private static boolean isOrder(String name) {
        return !name.isEmpty()
                && name.length() <= MOST_DIMENSIONS
                && name.chars().distinct().count() == name.length()
                && name.chars().allMatch(c -> c >= 'a' && c < 'a' + name.length());
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
