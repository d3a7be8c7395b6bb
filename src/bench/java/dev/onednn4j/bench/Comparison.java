package dev.onednn4j.bench;

/// How a result compares with the reference.
///
/// @param status PASSED, FAILED or MISTRUSTED
/// @param complaint what is wrong, empty when nothing is
record Comparison(Status status, String complaint) {
    private static final int SHOWN = 3;
    private static final double TOO_MANY_ZEROS = 0.9;
    private static final int FEW = 10;

    /// Compares all elements; both arrays are in the order of the dimensions.
    ///
    /// @param name what the tensor is called
    static Comparison of(String name, long[] dims, float[] expected, float[] got) {
        int wrong = 0;
        int zeros = 0;
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < expected.length; i++) {
            zeros += expected[i] == 0 ? 1 : 0;
            // Zeros of either sign are one number.
            if (expected[i] != got[i] && !(Float.isNaN(expected[i]) && Float.isNaN(got[i]))) {
                if (wrong < SHOWN) {
                    shown.append(wrong == 0 ? ": " : ", ")
                            .append('[')
                            .append(index(i, dims))
                            .append("] expected ")
                            .append(expected[i])
                            .append(" got ")
                            .append(got[i]);
                }
                wrong++;
            }
        }
        if (wrong > 0) {
            return new Comparison(
                    Status.FAILED,
                    "%s: %d of %d elements are wrong%s"
                            .formatted(name, wrong, expected.length, shown));
        }
        if (expected.length > FEW && zeros > TOO_MANY_ZEROS * expected.length) {
            return new Comparison(
                    Status.MISTRUSTED,
                    "%s: %d of %d elements are 0".formatted(name, zeros, expected.length));
        }
        return new Comparison(Status.PASSED, "");
    }

    private static String index(int place, long[] dims) {
        StringBuilder index = new StringBuilder();
        long rest = place;
        for (int d = dims.length - 1; d >= 0; d--) {
            index.insert(0, (d == 0 ? "" : ",") + rest % dims[d]);
            rest /= dims[d];
        }
        return index.toString();
    }
}
