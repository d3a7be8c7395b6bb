package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;

/// How a result is rounded to a narrower type: `dnnl_rounding_mode_t`.
public enum RoundingMode {
    /// As the processor's floating-point environment says: to the nearest, ties to even. The
    /// default.
    ENVIRONMENT(onednn_h.dnnl_rounding_mode_environment()),
    /// Up or down at random, more often to the nearer.
    STOCHASTIC(onednn_h.dnnl_rounding_mode_stochastic());

    private final int value;

    RoundingMode(int value) {
        this.value = value;
    }

    /// The C constant.
    public int value() {
        return value;
    }
}
