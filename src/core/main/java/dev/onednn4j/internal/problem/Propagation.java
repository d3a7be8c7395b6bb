package dev.onednn4j.internal.problem;

import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.attribute.AttributeSet;

/// Whether a forward pass is for training or for inference: `dnnl_prop_kind_t`.
public final class Propagation {
    private Propagation() {}

    /// The C constant.
    public static int of(boolean training) {
        return training ? onednn_h.dnnl_forward_training() : onednn_h.dnnl_forward_inference();
    }

    /// Checks that a forward pass was built for training.
    ///
    /// @throws IllegalStateException when a primitive that was built for inference is asked for its
    ///   backward pass
    public static void requireTraining(boolean training) {
        if (!training) {
            throw new IllegalStateException(
                    "backward: the forward pass was built for inference; call .training() before"
                            + " .build()");
        }
    }

    /// Checks that a forward pass has no post-operations.
    ///
    /// @throws IllegalStateException when a forward pass changes its result, which the backward
    ///   pass computes from
    public static void requireNoPostOps(AttributeSet attributes) {
        if (!attributes.postOps().isEmpty()) {
            throw new IllegalStateException(
                    "backward: expected a forward pass without post-ops, as the gradient is"
                            + " computed from dst, got '"
                            + attributes.postOps()
                            + "'");
        }
    }
}
