package dev.onednn4j.internal.problem;

/// Which of its tensors a primitive computes.
public enum Pass {
    /// The result.
    FORWARD,
    /// The gradient by the input.
    BACKWARD_DATA,
    /// The gradients by weights and bias.
    BACKWARD_WEIGHTS
}
