package dev.onednn4j.internal.call;

import dev.onednn4j.FormatTag;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Tensor;
import dev.onednn4j.internal.memory.DescriptorParts;
import dev.onednn4j.internal.memory.Layouts;
import dev.onednn4j.internal.memory.ProblemTensor;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;

/// Copies of tensors in other layouts, for [Tensor#to] and [Tensor#dense].
public final class TensorCopy {
    private TensorCopy() {}

    public static Tensor to(Device device, Tensor tensor, FormatTag tag, Arena arena) {
        Objects.requireNonNull(tag, "tag");
        if (tag.equals(FormatTag.ANY)) {
            throw new IllegalArgumentException(
                    "tag: expected the layout of the copy, got any, which leaves it open");
        }
        MemoryDescriptor own = tensor.descriptor();
        Layouts.requireKnown("to", own);
        return into(device, tensor, own.with(tag), arena);
    }

    public static Tensor dense(Device device, Tensor tensor, Arena arena) {
        MemoryDescriptor own = tensor.descriptor();
        // Nobody but oneDNN makes opaque layouts and those with a compensation, without gaps.
        boolean filled =
                DescriptorParts.of(own).blocking() == null
                        || DescriptorParts.of(own).compensated()
                        || ProblemTensor.of(own).isDense();
        return into(device, tensor, filled ? own : withoutGaps(own), arena);
    }

    private static Tensor into(Device device, Tensor tensor, MemoryDescriptor dst, Arena arena) {
        Objects.requireNonNull(arena, "arena");
        return Reorders.into(device, tensor, dst, arena);
    }

    /// The same order of dimensions and the same blocks.
    private static MemoryDescriptor withoutGaps(MemoryDescriptor descriptor) {
        if (!descriptor.isPlain()) {
            return descriptor.with(FormatTag.of(descriptor.layout().replace("*", "")));
        }
        long[] dims = descriptor.dims();
        long[] strides = descriptor.strides();
        Integer[] innermostFirst = new Integer[dims.length];
        Arrays.setAll(innermostFirst, d -> d);
        Arrays.sort(
                innermostFirst,
                Comparator.<Integer>comparingLong(d -> strides[d])
                        .thenComparingLong(d -> dims[d])
                        .thenComparing(Comparator.reverseOrder()));
        long stride = 1;
        for (int d : innermostFirst) {
            strides[d] = stride;
            stride *= dims[d];
        }
        return descriptor.withStrides(strides);
    }
}
