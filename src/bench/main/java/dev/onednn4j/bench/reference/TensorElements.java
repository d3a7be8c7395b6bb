package dev.onednn4j.bench.reference;

import dev.onednn4j.DataType;
import dev.onednn4j.Tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.EnumSet;
import java.util.Set;

/// The elements of a dense row-major tensor by their place in memory, whatever their type.
///
/// Not thread safe where threads write the same elements.
public final class TensorElements {
    /// The types whose elements can be read and written here.
    public static final Set<DataType> TYPES =
            EnumSet.of(
                    DataType.F64,
                    DataType.F32,
                    DataType.BF16,
                    DataType.F16,
                    DataType.S32,
                    DataType.S8,
                    DataType.U8);

    private static final int BF16_DROPPED_BITS = 16;

    private final DataType type;
    private final MemorySegment segment;
    private final long count;

    /// @param tensor dense and row-major, of one of [#TYPES]
    public TensorElements(Tensor tensor) {
        type = tensor.descriptor().dataType();
        segment = tensor.segment();
        count = tensor.descriptor().elements();
    }

    public DataType type() {
        return type;
    }

    public long count() {
        return count;
    }

    public double get(long index) {
        return switch (type) {
            case F64 -> segment.getAtIndex(ValueLayout.JAVA_DOUBLE, index);
            case F32 -> segment.getAtIndex(ValueLayout.JAVA_FLOAT, index);
            case BF16 ->
                    Float.intBitsToFloat(
                            segment.getAtIndex(ValueLayout.JAVA_SHORT, index) << BF16_DROPPED_BITS);
            case F16 -> Float.float16ToFloat(segment.getAtIndex(ValueLayout.JAVA_SHORT, index));
            case S32 -> segment.getAtIndex(ValueLayout.JAVA_INT, index);
            case S8 -> segment.getAtIndex(ValueLayout.JAVA_BYTE, index);
            case U8 -> Byte.toUnsignedInt(segment.getAtIndex(ValueLayout.JAVA_BYTE, index));
            default -> throw new IllegalStateException("elements of type " + type);
        };
    }

    /// Reads neighbouring elements into an array, from `at` on.
    void read(long first, double[] into, int at, int count) {
        switch (type) {
            case F32 -> {
                for (int i = 0; i < count; i++) {
                    into[at + i] = segment.getAtIndex(ValueLayout.JAVA_FLOAT, first + i);
                }
            }
            case BF16 -> {
                for (int i = 0; i < count; i++) {
                    short bits = segment.getAtIndex(ValueLayout.JAVA_SHORT, first + i);
                    into[at + i] = Float.intBitsToFloat(bits << BF16_DROPPED_BITS);
                }
            }
            case S8 -> {
                for (int i = 0; i < count; i++) {
                    into[at + i] = segment.getAtIndex(ValueLayout.JAVA_BYTE, first + i);
                }
            }
            case U8 -> {
                for (int i = 0; i < count; i++) {
                    byte bits = segment.getAtIndex(ValueLayout.JAVA_BYTE, first + i);
                    into[at + i] = Byte.toUnsignedInt(bits);
                }
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    into[at + i] = get(first + i);
                }
            }
        }
    }

    /// All elements.
    ///
    /// @throws ArithmeticException when an array cannot hold them
    public double[] toArray() {
        double[] all = new double[Math.toIntExact(count)];
        Chunk.of(count)
                .forEach(chunk -> read(chunk.first(), all, (int) chunk.first(), chunk.count()));
        return all;
    }

    /// Sets all elements to one value, on several threads.
    public void fill(double value) {
        Chunk.of(count)
                .forEach(
                        chunk -> {
                            long end = chunk.first() + chunk.count();
                            for (long i = chunk.first(); i < end; i++) {
                                set(i, value);
                            }
                        });
    }

    /// Sets one element to the nearest value of its type.
    public void set(long index, double value) {
        double nearest = Rounding.nearest(type, value);
        switch (type) {
            case F64 -> segment.setAtIndex(ValueLayout.JAVA_DOUBLE, index, nearest);
            case F32 -> segment.setAtIndex(ValueLayout.JAVA_FLOAT, index, (float) nearest);
            case BF16 -> {
                int bits = Float.floatToIntBits((float) nearest);
                segment.setAtIndex(
                        ValueLayout.JAVA_SHORT, index, (short) (bits >> BF16_DROPPED_BITS));
            }
            case F16 -> {
                short bits = Float.floatToFloat16((float) nearest);
                segment.setAtIndex(ValueLayout.JAVA_SHORT, index, bits);
            }
            case S32 -> segment.setAtIndex(ValueLayout.JAVA_INT, index, (int) nearest);
            case S8, U8 -> segment.setAtIndex(ValueLayout.JAVA_BYTE, index, (byte) (int) nearest);
            default -> throw new IllegalStateException("elements of type " + type);
        }
    }
}
