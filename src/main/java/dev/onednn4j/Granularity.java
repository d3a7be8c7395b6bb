package dev.onednn4j;

/// How many scales or zero points a tensor has.
public enum Granularity {
    /// One for the whole tensor.
    COMMON,
    /// One for each channel: input channels of src, output channels of weights and dst.
    PER_CHANNEL;

    /// The C mask: bit d is set where values differ along dimension d.
    int mask(QuantizedArgument argument, ConvolutionShape shape) {
        if (this == COMMON) {
            return 0;
        }
        return switch (argument) {
            case SRC, DST, DEPTHWISE_DST -> 2;
            case WEIGHTS -> shape.grouped() ? 3 : 1;
            case DEPTHWISE_WEIGHTS -> 1;
        };
    }

    long count(QuantizedArgument argument, ConvolutionShape shape) {
        if (this == COMMON) {
            return 1;
        }
        return argument == QuantizedArgument.SRC ? shape.inputChannels() : shape.outputChannels();
    }
}
