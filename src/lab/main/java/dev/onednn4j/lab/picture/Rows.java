package dev.onednn4j.lab.picture;

import dev.onednn4j.DataType;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Copies whole rows of a picture to and from its tensor, many pixels at once, where
/// [Tensor#get(long...)] would look up each by itself.
///
/// Works for views as well: their rows are dense, though there are gaps between them.
///
/// @param tensor {1, C, H, W} of f32, with the channels of a pixel side by side
public record Rows(Tensor tensor) {
    public Rows {
        MemoryDescriptor descriptor = tensor.descriptor();
        long channels = descriptor.dim(1);
        long[] strides = descriptor.strides();
        if (!descriptor.dataType().equals(DataType.F32)
                || !descriptor.isPlain()
                || (channels > 1 && strides[1] != 1)
                || strides[3] != channels) {
            throw new IllegalArgumentException("expected nhwc rows of f32, got " + descriptor);
        }
    }

    /// The number of values in a row.
    public int length() {
        return Math.toIntExact(tensor.descriptor().dim(3) * tensor.descriptor().dim(1));
    }

    /// Copies a row out of the tensor.
    public void get(long y, float[] row) {
        MemorySegment.copy(tensor.segment(), ValueLayout.JAVA_FLOAT, position(y), row, 0, length());
    }

    /// Copies a row into the tensor.
    public void set(long y, float[] row) {
        MemorySegment.copy(row, 0, tensor.segment(), ValueLayout.JAVA_FLOAT, position(y), length());
    }

    /// Where a row begins.
    private long position(long y) {
        return y * tensor.descriptor().strides()[2] * ValueLayout.JAVA_FLOAT.byteSize();
    }
}
