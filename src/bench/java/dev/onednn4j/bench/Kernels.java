package dev.onednn4j.bench;

/// How weights lie in an array: for each group and tap a matrix with a row for each channel of one
/// tensor and a column for each of the other; or, where groups are many and small, with the groups
/// innermost.
///
/// @param transposed whether rows belong to the first of the channel dimensions of the tensor
///   {\[G,\] O, I, taps…}
record Kernels(
        int groups, int taps, int rows, int columns, boolean transposed, boolean interleaved) {
    /// @throws ArithmeticException when an array cannot hold it
    int elements() {
        return Math.toIntExact(Math.multiplyExact((long) groups * taps, (long) rows * columns));
    }

    /// The index of the first element of a row; of its first group where groups are innermost.
    int row(int group, int tap, int row) {
        return interleaved
                ? (tap * rows + row) * columns * groups
                : ((group * taps + tap) * rows + row) * columns;
    }

    /// Reads a row-major tensor {\[G,\] O, I, taps…}.
    float[] pack(Elements plain) {
        float[] packed = new float[elements()];
        for (int at = 0; at < packed.length; at++) {
            packed[at] = (float) plain.get(plainIndex(at));
        }
        return packed;
    }

    /// The other way round: the array as a row-major tensor.
    double[] unpack(double[] packed) {
        double[] plain = new double[packed.length];
        for (int at = 0; at < packed.length; at++) {
            plain[plainIndex(at)] = packed[at];
        }
        return plain;
    }

    private int plainIndex(int at) {
        int group = interleaved ? at % groups : at / (taps * rows * columns);
        int rest = interleaved ? at / groups : at % (taps * rows * columns);
        int column = rest % columns;
        int row = rest / columns % rows;
        int tap = rest / columns / rows;
        int matrix =
                transposed
                        ? (group * rows + row) * columns + column
                        : (group * columns + column) * rows + row;
        return matrix * taps + tap;
    }
}
