package dev.onednn4j.bench.reference;

/// The innermost loops of the [Reference].
///
/// What HotSpot vectorises decides how those for integers look: sums and operands must be of
/// different types, since it cannot tell that two arrays of one type are different ones; `int`
/// products only reduce, and `float` sums only accumulate in memory; and loops with more operations
/// than these are left as they are.
final class MultiplyAdd {
    private MultiplyAdd() {}

    /// Adds three vectors, weighted in two ways, to two rows of a [Tile].
    static void addTo(
            float[] sums,
            int at,
            int[] vector0,
            int start0,
            int[] vector1,
            int start1,
            int[] vector2,
            int start2,
            float weight00,
            float weight01,
            float weight02,
            float weight10,
            float weight11,
            float weight12,
            int length) {
        for (int i = 0; i < length; i++) {
            float value0 = vector0[start0 + i];
            float value1 = vector1[start1 + i];
            float value2 = vector2[start2 + i];
            sums[at + i] =
                    Math.fma(
                            weight00,
                            value0,
                            Math.fma(weight01, value1, Math.fma(weight02, value2, sums[at + i])));
            sums[at + Tile.LENGTH + i] =
                    Math.fma(
                            weight10,
                            value0,
                            Math.fma(
                                    weight11,
                                    value1,
                                    Math.fma(weight12, value2, sums[at + Tile.LENGTH + i])));
        }
    }

    /// Adds a weighted vector.
    static void addTo(
            double[] sums, int at, double[] vector, int start, double weight, int length) {
        for (int i = 0; i < length; i++) {
            sums[at + i] += weight * vector[start + i];
        }
    }

    /// Adds the scalar products of two vectors with two others.
    ///
    /// @param products of the first left one with both right ones, then of the second
    static void dots(
            double[] products,
            int[] left0,
            int[] left1,
            int leftStart,
            int[] right0,
            int rightStart0,
            int[] right1,
            int rightStart1,
            int length) {
        int sum00 = 0;
        int sum01 = 0;
        int sum10 = 0;
        int sum11 = 0;
        for (int i = 0; i < length; i++) {
            int value0 = left0[leftStart + i];
            int value1 = left1[leftStart + i];
            int other0 = right0[rightStart0 + i];
            int other1 = right1[rightStart1 + i];
            sum00 += value0 * other0;
            sum01 += value0 * other1;
            sum10 += value1 * other0;
            sum11 += value1 * other1;
        }
        products[0] = sum00;
        products[1] = sum01;
        products[2] = sum10;
        products[3] = sum11;
    }

    /// The scalar product.
    static double dot(double[] left, int leftStart, double[] right, int rightStart, int length) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += left[leftStart + i] * right[rightStart + i];
        }
        return sum;
    }
}
