package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.fail;

/// What is stored for a number, by the type of the tensor.
final class Stored {
    /// Half the distance from 1 to the next f32: what one operation in f32 is wrong by, relatively.
    static final double EPSILON = Math.ulp(1f) / 2;

    /// What oneDNN's logarithm is wrong by: it adds up multiples of log 2 of the exponent as it is
    /// stored, and takes the bias of 127 off with a table whose entries are so near to 127 · log 2
    /// = 88 that half a unit of theirs is this much.
    static final double LOGARITHM = Math.ulp(88f) / 2;

    private Stored() {}

    /// A number as f32, and that rounded to the type: to the nearest, ties to even; beyond the
    /// range of an integer, to the nearest end of it.
    static double as(DataType type, double exact) {
        float single = (float) exact;
        return switch (type) {
            case S8 -> Math.clamp(Math.rint(single), -128.0, 127.0);
            case U8 -> Math.clamp(Math.rint(single), 0.0, 255.0);
            case S32 -> Math.rint(single);
            case BF16 -> bfloat16(single);
            case F16 -> Float.float16ToFloat(Float.floatToFloat16(single));
            default -> single;
        };
    }

    private static float bfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        int rounded = bits + 0x7fff + (bits >>> 16 & 1);
        return Float.intBitsToFloat(rounded & 0xffff0000);
    }

    /// Checks that elements are what is stored for numbers that are wrong by no more than a
    /// tolerance. Storing never turns an order around, so that the ends of the interval suffice.
    static void assertWithin(
            DataType type, double[] exact, double[] tolerance, double[] actual, Object problem) {
        for (int i = 0; i < exact.length; i++) {
            boolean sound =
                    actual[i] >= as(type, exact[i] - tolerance[i])
                            && actual[i] <= as(type, exact[i] + tolerance[i]);
            if (!sound && !(Double.isNaN(exact[i]) && Double.isNaN(actual[i]))) {
                fail(
                        "element %d: expected %s ± %s, got %s, which is %.1f times as far, in %s"
                                .formatted(
                                        i,
                                        exact[i],
                                        tolerance[i],
                                        actual[i],
                                        Math.abs(actual[i] - exact[i]) / tolerance[i],
                                        problem));
            }
        }
    }
}
