package dev.onednn4j.bench.reference;

import dev.onednn4j.DataType;

/// The values that a data type can hold.
public final class Rounding {
    private static final int BF16_DROPPED_BITS = 16;
    private static final int U8_MAXIMUM = 255;

    private Rounding() {}

    /// The nearest value of a type, ties to even; integers end at their limits.
    static double nearest(DataType type, double value) {
        return switch (type) {
            case F64 -> value;
            case F32 -> (float) value;
            case BF16 -> bfloat16((float) value);
            case F16 -> Float.float16ToFloat(Float.floatToFloat16((float) value));
            case S32 -> (int) Math.rint(value);
            case S8 -> Math.clamp(Math.rint(value), Byte.MIN_VALUE, Byte.MAX_VALUE);
            case U8 -> Math.clamp(Math.rint(value), 0, U8_MAXIMUM);
            default -> throw new IllegalStateException("values of type " + type);
        };
    }

    /// Drops the lower half of a float's bits, rounding to nearest with ties to even.
    private static float bfloat16(float value) {
        if (Float.isNaN(value)) {
            return value;
        }
        int bits = Float.floatToIntBits(value);
        int kept = bits >> BF16_DROPPED_BITS;
        int half = (1 << (BF16_DROPPED_BITS - 1)) - 1 + (kept & 1);
        return Float.intBitsToFloat((bits + half) >> BF16_DROPPED_BITS << BF16_DROPPED_BITS);
    }

    public static boolean isInteger(DataType type) {
        return type == DataType.S32 || type == DataType.S8 || type == DataType.U8;
    }
}
