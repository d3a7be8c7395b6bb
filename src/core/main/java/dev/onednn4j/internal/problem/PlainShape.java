package dev.onednn4j.internal.problem;

import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.QuantizedArgument;
import dev.onednn4j.internal.attribute.AttributedShape;

import java.util.Map;
import java.util.function.Supplier;

/// The shape of a problem that is told by its tensors alone.
///
/// @param dst the dimensions of the result
/// @param tensors those that may be quantized, with their channels
public record PlainShape(
        Supplier<String> problem, long[] dst, Map<QuantizedArgument, Channels> tensors)
        implements AttributedShape {
    /// The channels of a tensor: its second dimension, or its only one.
    public static Channels channels(MemoryDescriptor tensor) {
        return Channels.along(tensor, Math.min(1, tensor.ndims() - 1));
    }

    @Override
    public Channels channels(QuantizedArgument argument) {
        Channels channels = tensors.get(argument);
        if (channels == null) {
            throw new IllegalArgumentException(
                    "attributes: expected "
                            + (tensors.isEmpty()
                                    ? "no scales and zero points"
                                    : "scales and zero points of " + tensors.keySet() + " at most")
                            + ", got those of "
                            + argument
                            + " for "
                            + problem.get());
        }
        return channels;
    }

    @Override
    public String toString() {
        return problem.get();
    }
}
