package dev.onednn4j.fuzz.memory;

import dev.onednn4j.DataType;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Reads and writes elements of the types that problems are made of.
public final class Elements {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

    private Elements() {}

    /// The bytes of one element.
    public static int size(DataType type) {
        return switch (type) {
            case F64 -> 8;
            case F32, S32 -> 4;
            case BF16, F16 -> 2;
            case S8, U8 -> 1;
            default -> throw new IllegalArgumentException("no problem has elements of " + type);
        };
    }

    /// Writes elements to places.
    public static void write(MemorySegment memory, DataType type, int[] places, double[] values) {
        for (int i = 0; i < places.length; i++) {
            write(memory, type, places[i], values[i]);
        }
    }

    /// Writes 0 to places.
    public static void clear(MemorySegment memory, DataType type, int[] places) {
        for (int place : places) {
            write(memory, type, place, 0);
        }
    }

    private static void write(MemorySegment memory, DataType type, long place, double value) {
        switch (type) {
            case F32 -> memory.setAtIndex(FLOAT, place, (float) value);
            case F64 -> memory.setAtIndex(DOUBLE, place, value);
            case S32 -> memory.setAtIndex(INT, place, (int) value);
            case BF16 -> memory.setAtIndex(SHORT, place, bfloat16((float) value));
            case F16 -> memory.setAtIndex(SHORT, place, Float.floatToFloat16((float) value));
            case S8, U8 -> memory.set(BYTE, place, (byte) (int) value);
            default -> throw new IllegalArgumentException("no problem has elements of " + type);
        }
    }

    /// Reads elements from places.
    public static double[] read(MemorySegment memory, DataType type, int[] places) {
        double[] values = new double[places.length];
        for (int i = 0; i < places.length; i++) {
            values[i] = read(memory, type, places[i]);
        }
        return values;
    }

    private static double read(MemorySegment memory, DataType type, long place) {
        return switch (type) {
            case F32 -> memory.getAtIndex(FLOAT, place);
            case F64 -> memory.getAtIndex(DOUBLE, place);
            case S32 -> memory.getAtIndex(INT, place);
            case BF16 -> Float.intBitsToFloat(memory.getAtIndex(SHORT, place) << 16);
            case F16 -> Float.float16ToFloat(memory.getAtIndex(SHORT, place));
            case S8 -> memory.get(BYTE, place);
            case U8 -> Byte.toUnsignedInt(memory.get(BYTE, place));
            default -> throw new IllegalArgumentException("no problem has elements of " + type);
        };
    }

    /// The upper half of an f32, rounded to the nearest, ties to even.
    static short bfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) (bits >>> 16 | 0x40);
        }
        return (short) ((bits + 0x7fff + (bits >>> 16 & 1)) >>> 16);
    }

    /// What is stored for a number: rounded to the type, to the nearest, ties to even; beyond the
    /// range of an integer, to the nearest end of it.
    public static double stored(DataType type, double exact) {
        if (type == DataType.F64) {
            return exact;
        }
        float single = (float) exact;
        return switch (type) {
            case F32 -> single;
            case BF16 -> Float.intBitsToFloat(bfloat16(single) << 16);
            case F16 -> Float.float16ToFloat(Float.floatToFloat16(single));
            case S32 -> clamp(Math.rint(single), Integer.MIN_VALUE, Integer.MAX_VALUE);
            case S8 -> clamp(Math.rint(single), Byte.MIN_VALUE, Byte.MAX_VALUE);
            case U8 -> clamp(Math.rint(single), 0, 255);
            default -> throw new IllegalArgumentException("no problem has elements of " + type);
        };
    }

    private static double clamp(double value, double least, double most) {
        return Math.min(Math.max(value, least), most);
    }

    /// Whether a type has NaN and infinities.
    public static boolean isFloating(DataType type) {
        return type == DataType.F32
                || type == DataType.BF16
                || type == DataType.F16
                || type == DataType.F64;
    }
}
