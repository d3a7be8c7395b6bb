package dev.onednn4j.fuzz.problem;

import java.util.List;

/// How a tensor lies in memory, as a problem asks for it.
public sealed interface LayoutSpec {
    /// The primitive chooses.
    static LayoutSpec any() {
        return new Tagged("any");
    }

    /// A format tag, such as `abcd` or `aBcd8b`.
    ///
    /// @param tag as in the header of oneDNN, or `any`
    record Tagged(String tag) implements LayoutSpec {
        @Override
        public String toString() {
            return tag;
        }
    }

    /// A plain layout by the distances between neighbours.
    ///
    /// @param strides in elements, one for each dimension
    record Strided(List<Long> strides) implements LayoutSpec {
        @Override
        public String toString() {
            return Numbers.text(strides);
        }
    }

    /// A box within a larger plain tensor.
    ///
    /// @param order the dimensions from the outermost to the innermost, the first being `a`
    /// @param whole the dimensions of the larger tensor
    /// @param offsets where the box begins in it
    record Box(String order, List<Long> whole, List<Long> offsets) implements LayoutSpec {
        private static final String WORD = "box";

        /// The distances between neighbours, in elements.
        public long[] strides() {
            return LayoutSpec.strides(order, whole);
        }

        @Override
        public String toString() {
            return "%s:%s:%s+%s".formatted(WORD, order, Numbers.text(whole), Numbers.text(offsets));
        }
    }

    /// Whether the layout is left to the primitive.
    default boolean isAny() {
        return equals(any());
    }

    /// The dense strides of dimensions that lie in an order.
    ///
    /// @param order from the outermost to the innermost
    static long[] strides(String order, List<Long> dims) {
        long[] strides = new long[dims.size()];
        long stride = 1;
        for (int i = order.length() - 1; i >= 0; i--) {
            int d = order.charAt(i) - 'a';
            strides[d] = stride;
            stride *= Math.max(1, dims.get(d));
        }
        return strides;
    }

    /// The order `abc…` of so many dimensions.
    static String plain(int ndims) {
        return "abcdefghijkl".substring(0, ndims);
    }

    /// Reads the text of a layout.
    ///
    /// @throws IllegalArgumentException when it is none
    static LayoutSpec parse(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a layout is missing");
        }
        if (Character.isDigit(text.charAt(0))) {
            return new Strided(Numbers.parse(text));
        }
        if (!text.startsWith(Box.WORD + ":")) {
            return new Tagged(text);
        }
        String[] parts = text.split("[:+]", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no box: expected box:ORDER:DIMS+OFFSETS");
        }
        return new Box(parts[1], Numbers.parse(parts[2]), Numbers.parse(parts[3]));
    }
}
