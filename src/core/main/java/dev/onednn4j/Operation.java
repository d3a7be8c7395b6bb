package dev.onednn4j;

/// Convolution or deconvolution, which have the same parameters.
public enum Operation {
    /// See [Convolution].
    CONVOLUTION,
    /// See [Deconvolution].
    DECONVOLUTION
}
