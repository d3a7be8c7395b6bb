package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;

/// The type that sums are kept in: `dnnl_accumulation_mode_t`.
public enum AccumulationMode {
    /// f32 for floating point, s32 for integers; the default.
    STRICT(onednn_h.dnnl_accumulation_mode_strict()),
    /// As [#STRICT], but partial sums may be rounded to the type of src or dst in memory.
    RELAXED(onednn_h.dnnl_accumulation_mode_relaxed()),
    /// Whatever is fastest.
    ANY(onednn_h.dnnl_accumulation_mode_any()),
    /// s32.
    S32(onednn_h.dnnl_accumulation_mode_s32()),
    /// f32.
    F32(onednn_h.dnnl_accumulation_mode_f32()),
    /// f16.
    F16(onednn_h.dnnl_accumulation_mode_f16());

    private final int value;

    AccumulationMode(int value) {
        this.value = value;
    }

    /// The C constant.
    public int value() {
        return value;
    }
}
