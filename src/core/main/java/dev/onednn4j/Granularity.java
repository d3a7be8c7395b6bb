package dev.onednn4j;

import dev.onednn4j.internal.problem.AttributedShape;

/// How many scales or zero points a tensor has.
public enum Granularity {
    /// One for the whole tensor.
    COMMON,
    /// One for each channel: input channels of src, output channels of weights and dst.
    PER_CHANNEL;

    /// The C mask: bit d is set where values differ along dimension d.
    int mask(QuantizedArgument argument, AttributedShape shape) {
        return this == COMMON ? 0 : shape.channels(argument).mask();
    }

    long count(QuantizedArgument argument, AttributedShape shape) {
        return this == COMMON ? 1 : shape.channels(argument).count();
    }
}
