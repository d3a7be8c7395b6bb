package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;

/// How far f32 may be rounded on the way, for speed: `dnnl_fpmath_mode_t`.
public enum FpmathMode {
    /// Not at all; the default.
    STRICT(onednn_h.dnnl_fpmath_mode_strict()),
    /// To bf16.
    BF16(onednn_h.dnnl_fpmath_mode_bf16()),
    /// To f16.
    F16(onednn_h.dnnl_fpmath_mode_f16()),
    /// To any of f16, tf32 and bf16.
    ANY(onednn_h.dnnl_fpmath_mode_any()),
    /// To tf32.
    TF32(onednn_h.dnnl_fpmath_mode_tf32());

    private final int value;

    FpmathMode(int value) {
        this.value = value;
    }

    /// The C constant.
    public int value() {
        return value;
    }
}
