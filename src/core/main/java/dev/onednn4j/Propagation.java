package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;

/// Whether a forward pass is for training or for inference: `dnnl_prop_kind_t`.
final class Propagation {
    private Propagation() {}

    /// The C constant.
    static int of(boolean training) {
        return training ? onednn_h.dnnl_forward_training() : onednn_h.dnnl_forward_inference();
    }

    /// @throws IllegalStateException when a primitive that was built for inference is asked for its
    ///   backward pass
    static void requireTraining(boolean training) {
        if (!training) {
            throw new IllegalStateException(
                    "backward: the forward pass was built for inference; call .training() before"
                            + " .build()");
        }
    }

    /// @throws IllegalStateException when a forward pass changes its result, which the backward
    ///   pass computes from
    static void requireNoPostOps(Attributes attributes) {
        if (!attributes.postOps().isEmpty()) {
            throw new IllegalStateException(
                    "backward: expected a forward pass without post-ops, as the gradient is"
                            + " computed from dst, got '"
                            + attributes.postOps()
                            + "'");
        }
    }
}
