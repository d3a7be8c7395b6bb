package dev.onednn4j.internal.memory;

import dev.onednn4j.DataType;
import dev.onednn4j.MemoryDescriptor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Objects;

/// Reads and writes single elements of a tensor whose layout is plain.
public record ElementAccess(MemoryDescriptor descriptor) {
    public static ElementAccess of(MemoryDescriptor descriptor) {
        if (!descriptor.isPlain()) {
            throw new IllegalArgumentException(
                    "element access needs a plain layout, "
                            + descriptor
                            + " is not: reorder it to one first");
        }
        if (!hasJavaType(descriptor.dataType())) {
            throw new IllegalArgumentException(
                    "element access: " + descriptor.dataType() + " has no Java equivalent");
        }
        return new ElementAccess(descriptor);
    }

    /// Whether Java can read and write elements of a type.
    public static boolean hasJavaType(DataType type) {
        return switch (type) {
            case F32, F64, S32, S64, S8, U8, BF16, F16 -> true;
            default -> false;
        };
    }

    /// As [#of], for writing.
    public static ElementAccess writing(MemoryDescriptor descriptor) {
        if (DescriptorParts.of(descriptor).compensated()) {
            throw new IllegalArgumentException(
                    "element access: "
                            + descriptor
                            + " holds packed weights with a compensation behind the elements, which"
                            + " would not fit any more; write to plain weights and pack them");
        }
        return of(descriptor);
    }

    public double get(MemorySegment segment, long... index) {
        return read(segment, position(index));
    }

    public void set(MemorySegment segment, double value, long... index) {
        write(segment, position(index), value);
    }

    public void copyFrom(MemorySegment segment, float[] values) {
        Objects.requireNonNull(values, "values");
        if (values.length != descriptor.elements()) {
            throw new IllegalArgumentException(
                    "values: expected "
                            + descriptor.elements()
                            + " for "
                            + descriptor
                            + ", got "
                            + values.length);
        }
        Walk walk = new Walk(descriptor);
        for (float value : values) {
            write(segment, walk.next(), value);
        }
    }

    public float[] toArray(MemorySegment segment) {
        long elements = descriptor.elements();
        if (elements > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "toArray: " + descriptor + " has more elements than an array can hold");
        }
        float[] values = new float[(int) elements];
        Walk walk = new Walk(descriptor);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) read(segment, walk.next());
        }
        return values;
    }

    private long position(long[] index) {
        Objects.requireNonNull(index, "index");
        long[] dims = DescriptorParts.of(descriptor).dims();
        if (index.length != dims.length) {
            throw new IllegalArgumentException(
                    "index: expected "
                            + dims.length
                            + " indices for "
                            + descriptor
                            + ", got "
                            + Arrays.toString(index));
        }
        Blocking blocking = DescriptorParts.blocking(descriptor);
        long position = blocking.offset();
        for (int d = 0; d < dims.length; d++) {
            if (index[d] < 0 || index[d] >= dims[d]) {
                throw new IndexOutOfBoundsException(
                        "index: " + Arrays.toString(index) + " is not within " + descriptor);
            }
            position += index[d] * blocking.strides()[d];
        }
        return position;
    }

    private double read(MemorySegment segment, long position) {
        return switch (descriptor.dataType()) {
            case F32 -> segment.getAtIndex(ValueLayout.JAVA_FLOAT, position);
            case F64 -> segment.getAtIndex(ValueLayout.JAVA_DOUBLE, position);
            case S32 -> segment.getAtIndex(ValueLayout.JAVA_INT, position);
            case S64 -> segment.getAtIndex(ValueLayout.JAVA_LONG, position);
            case S8 -> segment.get(ValueLayout.JAVA_BYTE, position);
            case U8 -> segment.get(ValueLayout.JAVA_BYTE, position) & 0xff;
            case F16 -> Float.float16ToFloat(segment.getAtIndex(ValueLayout.JAVA_SHORT, position));
            case BF16 ->
                    Float.intBitsToFloat(
                            segment.getAtIndex(ValueLayout.JAVA_SHORT, position) << 16);
            default -> throw new AssertionError(descriptor);
        };
    }

    private void write(MemorySegment segment, long position, double value) {
        switch (descriptor.dataType()) {
            case F32 -> segment.setAtIndex(ValueLayout.JAVA_FLOAT, position, (float) value);
            case F64 -> segment.setAtIndex(ValueLayout.JAVA_DOUBLE, position, value);
            case S32 -> segment.setAtIndex(ValueLayout.JAVA_INT, position, (int) Math.rint(value));
            case S64 ->
                    segment.setAtIndex(ValueLayout.JAVA_LONG, position, (long) Math.rint(value));
            case S8 -> segment.set(ValueLayout.JAVA_BYTE, position, saturate(value, -128, 127));
            case U8 -> segment.set(ValueLayout.JAVA_BYTE, position, saturate(value, 0, 255));
            case F16 ->
                    segment.setAtIndex(
                            ValueLayout.JAVA_SHORT, position, Float.floatToFloat16((float) value));
            case BF16 ->
                    segment.setAtIndex(ValueLayout.JAVA_SHORT, position, bfloat16((float) value));
            default -> throw new AssertionError(descriptor);
        }
    }

    private static byte saturate(double value, int least, int most) {
        return (byte) (int) Math.max(least, Math.min(most, Math.rint(value)));
    }

    private static short bfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) ((bits >>> 16) | 0x40);
        }
        // Half of the last bit that stays, and one less where the bit is even: ties go to even.
        return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
    }

    /// Steps through all elements in the order of the dimensions.
    private static final class Walk {
        private final long[] dims;
        private final long[] strides;
        private final long[] index;
        private long position;

        Walk(MemoryDescriptor descriptor) {
            dims = DescriptorParts.of(descriptor).dims();
            strides = DescriptorParts.blocking(descriptor).strides();
            index = new long[dims.length];
            position = DescriptorParts.blocking(descriptor).offset();
        }

        long next() {
            long current = position;
            for (int d = dims.length - 1; d >= 0; d--) {
                position += strides[d];
                if (++index[d] < dims[d]) {
                    break;
                }
                position -= index[d] * strides[d];
                index[d] = 0;
            }
            return current;
        }
    }
}
