package dev.onednn4j.internal.attribute;

import dev.onednn4j.internal.memory.TensorRole;

import java.util.List;

/// Which of its tensors a primitive computes.
public enum Pass {
    /// The result.
    FORWARD,
    /// The gradient by the input.
    BACKWARD_DATA,
    /// The gradients by weights and bias.
    BACKWARD_WEIGHTS;

    /// The roles of input, weights, bias and result where a primitive has weights.
    public List<TensorRole> roles() {
        return switch (this) {
            case FORWARD ->
                    List.of(TensorRole.SRC, TensorRole.WEIGHTS, TensorRole.BIAS, TensorRole.DST);
            case BACKWARD_DATA ->
                    List.of(
                            TensorRole.DIFF_SRC,
                            TensorRole.WEIGHTS,
                            TensorRole.BIAS,
                            TensorRole.DIFF_DST);
            case BACKWARD_WEIGHTS ->
                    List.of(
                            TensorRole.SRC,
                            TensorRole.DIFF_WEIGHTS,
                            TensorRole.DIFF_BIAS,
                            TensorRole.DIFF_DST);
        };
    }
}
