package dev.onednn4j.bench;

/// The innermost loops of the [Reference]. Operands are of another type than sums, because HotSpot
/// does not vectorise where it cannot tell that two arrays are different ones.
final class MultiplyAdd {
    /// How many vectors are added at once.
    static final int UNROLLED = 4;

    private MultiplyAdd() {}

    /// Adds up to four vectors, each scaled by a number of its own.
    static void run(
            double[] sums,
            int at,
            float[] scales,
            int scale,
            int scaleStep,
            float[] vectors,
            int vector,
            int vectorStep,
            int used,
            int length) {
        float scale0 = scales[scale];
        float scale1 = used > 1 ? scales[scale + scaleStep] : 0;
        float scale2 = used > 2 ? scales[scale + 2 * scaleStep] : 0;
        float scale3 = used > 3 ? scales[scale + 3 * scaleStep] : 0;
        if (scale0 == 0 && scale1 == 0 && scale2 == 0 && scale3 == 0) {
            return;
        }
        run(
                sums,
                at,
                scale0,
                scale1,
                scale2,
                scale3,
                vectors,
                vector,
                used > 1 ? vector + vectorStep : vector,
                used > 2 ? vector + 2 * vectorStep : vector,
                used > 3 ? vector + 3 * vectorStep : vector,
                length);
    }

    static void run(
            double[] sums,
            int at,
            double scale0,
            double scale1,
            double scale2,
            double scale3,
            float[] vectors,
            int vector0,
            int vector1,
            int vector2,
            int vector3,
            int length) {
        for (int i = 0; i < length; i++) {
            sums[at + i] +=
                    scale0 * vectors[vector0 + i]
                            + scale1 * vectors[vector1 + i]
                            + scale2 * vectors[vector2 + i]
                            + scale3 * vectors[vector3 + i];
        }
    }

    /// Adds the products of two vectors, element by element.
    static void run(
            double[] sums,
            int at,
            float[] left,
            int leftAt,
            float[] right,
            int rightAt,
            int length) {
        for (int i = 0; i < length; i++) {
            sums[at + i] += (double) left[leftAt + i] * right[rightAt + i];
        }
    }
}
