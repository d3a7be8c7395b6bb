package dev.onednn4j.internal.attribute;

import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.QuantizedArgument;

/// What attributes must know of the problem that they belong to. Its text is for messages.
public interface AttributedShape {
    /// The dimensions of the result.
    long[] dst();

    /// Whether a depthwise convolution can be fused behind it.
    default boolean takesDepthwise() {
        return false;
    }

    /// The sizes in words, for messages.
    default String words() {
        return toString();
    }

    /// Where the channels of a tensor are.
    ///
    /// @throws IllegalArgumentException when the problem has no such tensor
    Channels channels(QuantizedArgument argument);

    /// The channels of a tensor.
    ///
    /// @param mask bit d is set where they run along dimension d
    /// @param count how many there are
    record Channels(int mask, long count) {
        public static Channels along(MemoryDescriptor tensor, int axis) {
            return new Channels(1 << axis, tensor.dim(axis));
        }
    }
}
