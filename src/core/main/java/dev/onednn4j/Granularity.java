package dev.onednn4j;

/// How many scales or zero points a tensor has.
public enum Granularity {
    /// One for the whole tensor.
    COMMON,
    /// One for each channel: input channels of src, output channels of weights and dst.
    PER_CHANNEL
}
