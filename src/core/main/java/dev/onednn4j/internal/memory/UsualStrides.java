package dev.onednn4j.internal.memory;

import dev.onednn4j.MemoryDescriptor;

import java.util.Arrays;

/// Equal descriptors with other strides for dimensions of one element. Those strides do not count,
/// but some implementations reckon with them all the same.
public final class UsualStrides {
    private UsualStrides() {}

    /// An equal descriptor in which the stride between images is that of a dense tensor where there
    /// is one image alone.
    public static MemoryDescriptor ofBatch(MemoryDescriptor tensor) {
        if (!tensor.isPlain() || tensor.dim(0) != 1 || tensor.elements() == 0) {
            return tensor;
        }
        long[] usual = tensor.strides();
        long own = usual[0];
        usual[0] = 1;
        for (int d = 1; d < usual.length; d++) {
            usual[0] = Math.max(usual[0], tensor.dim(d) * usual[d]);
        }
        return usual[0] == own ? tensor : tensor.withStrides(usual);
    }

    /// An equal descriptor in which dimensions of one element have the strides of a dense tensor
    /// whose last dimension is the innermost.
    public static MemoryDescriptor ofAll(MemoryDescriptor tensor) {
        if (!tensor.isPlain() || tensor.elements() == 0) {
            return tensor;
        }
        long[] own = tensor.strides();
        long[] usual = own.clone();
        long inner = 1;
        for (int d = usual.length - 1; d >= 0; d--) {
            if (tensor.dim(d) == 1) {
                usual[d] = inner;
            }
            inner = Math.max(inner, tensor.dim(d) * usual[d]);
        }
        return Arrays.equals(usual, own) ? tensor : tensor.withStrides(usual);
    }

    /// An equal descriptor of an activation that has the strides of a dense one with the channels
    /// last; the same one where that would not be equal. Dimensions of one element let a layout be
    /// several at once, and their strides can make it look like none of them.
    public static MemoryDescriptor channelsLast(MemoryDescriptor tensor) {
        if (!tensor.isPlain() || tensor.elements() == 0) {
            return tensor;
        }
        long[] last = ProblemTensor.channelsLastStrides(tensor.dims());
        if (Arrays.equals(last, tensor.strides())) {
            return tensor;
        }
        MemoryDescriptor channelsLast = tensor.withStrides(last);
        return channelsLast.equals(tensor) ? channelsLast : tensor;
    }
}
