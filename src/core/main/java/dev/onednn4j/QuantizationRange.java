package dev.onednn4j;

import java.lang.foreign.Arena;
import java.util.Objects;

/// How real numbers are stored in 8 bits: real = scale · (stored − zeroPoint).
///
/// @param type S8 or U8
/// @param scale the real distance between neighbours, above 0
/// @param zeroPoint what is stored for 0
public record QuantizationRange(DataType type, float scale, int zeroPoint) {
    /// Checks the type, the scale, and that 0 can be stored.
    public QuantizationRange {
        Objects.requireNonNull(type, "type");
        if (type != DataType.S8 && type != DataType.U8) {
            throw new IllegalArgumentException("type: expected s8 or u8, got " + type);
        }
        if (!(scale > 0) || Float.isInfinite(scale)) {
            throw new IllegalArgumentException(
                    "scale: expected a finite number above 0, got " + scale);
        }
        if (zeroPoint < least(type) || zeroPoint > most(type)) {
            throw new IllegalArgumentException(
                    "zeroPoint: expected "
                            + least(type)
                            + " to "
                            + most(type)
                            + " for "
                            + type
                            + ", got "
                            + zeroPoint);
        }
    }

    /// A range from −largest to largest in s8, or from 0 to largest in u8, with 0 stored as 0.
    ///
    /// @param largest the largest magnitude; 0 makes a range that stores nothing but 0 well
    public static QuantizationRange symmetric(DataType type, float largest) {
        Objects.requireNonNull(type, "type");
        requireFinite("largest", largest);
        if (largest < 0) {
            throw new IllegalArgumentException("largest: expected at least 0, got " + largest);
        }
        return new QuantizationRange(type, largest == 0 ? 1 : largest / most(type), 0);
    }

    /// A range from `least` to `most`, widened to hold 0, that uses all stored values.
    public static QuantizationRange asymmetric(DataType type, float least, float most) {
        Objects.requireNonNull(type, "type");
        requireFinite("least", least);
        requireFinite("most", most);
        if (least > most) {
            throw new IllegalArgumentException(
                    "least: expected at most " + most + ", got " + least);
        }
        double low = Math.min(least, 0);
        double high = Math.max(most, 0);
        if (low == high) {
            return new QuantizationRange(type, 1, 0);
        }
        double scale = (high - low) / (most(type) - least(type));
        int zeroPoint = (int) Math.rint(least(type) - low / scale);
        return new QuantizationRange(
                type, (float) scale, Math.clamp(zeroPoint, least(type), most(type)));
    }

    /// What is stored for a real number: the nearest, ties to even, no further than the ends.
    public int quantize(float real) {
        double stored = Math.rint((double) real / scale) + zeroPoint;
        return (int) Math.clamp(stored, least(type), most(type));
    }

    /// The real number that a stored one stands for.
    public float dequantize(int stored) {
        return scale * (stored - zeroPoint);
    }

    /// Stores a tensor's elements in a new plain tensor of the same dimensions.
    ///
    /// @param real in a plain layout
    public Tensor quantize(Tensor real, Arena arena) {
        MemoryDescriptor from = Objects.requireNonNull(real, "real").descriptor();
        long[] dims = from.dims();
        Tensor stored = Tensor.allocate(arena, MemoryDescriptor.of(type, dims));
        float[] values = real.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = quantize(values[i]);
        }
        return stored.copyFrom(values);
    }

    /// The real numbers that a plain tensor's elements stand for, in the order of its dimensions.
    public float[] dequantize(Tensor stored) {
        float[] values = Objects.requireNonNull(stored, "stored").toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = scale * (values[i] - zeroPoint);
        }
        return values;
    }

    /// The scale as the tensor that [QuantizedArgument#scales()] wants.
    public Tensor scaleTensor(Arena arena) {
        return Tensor.allocate(arena, MemoryDescriptor.of(DataType.F32, 1)).copyFrom(scale);
    }

    /// The zero point as the tensor that [QuantizedArgument#zeroPoints()] wants.
    public Tensor zeroPointTensor(Arena arena) {
        return Tensor.allocate(arena, MemoryDescriptor.of(DataType.S32, 1)).copyFrom(zeroPoint);
    }

    private static int least(DataType type) {
        return type == DataType.S8 ? -128 : 0;
    }

    private static int most(DataType type) {
        return type == DataType.S8 ? 127 : 255;
    }

    private static void requireFinite(String name, float value) {
        if (!Float.isFinite(value)) {
            throw new IllegalArgumentException(name + ": expected a finite number, got " + value);
        }
    }
}
