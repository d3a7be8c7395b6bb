package dev.onednn4j;

/// Which way a convolution computes.
public enum Direction {
    /// The result.
    FORWARD,
    /// The gradient by the input.
    BACKWARD_DATA,
    /// The gradient by the weights.
    BACKWARD_WEIGHTS
}
