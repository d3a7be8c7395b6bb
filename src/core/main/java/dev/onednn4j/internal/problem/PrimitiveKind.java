package dev.onednn4j.internal.problem;

import java.util.Locale;

/// A primitive of oneDNN, forward or backward: `dnnl_primitive_kind_t`.
public enum PrimitiveKind {
    CONVOLUTION,
    DECONVOLUTION,
    INNER_PRODUCT,
    MATMUL,
    POOLING,
    ELTWISE,
    SOFTMAX,
    BATCH_NORMALIZATION,
    BINARY,
    SUM,
    CONCAT,
    REORDER;

    /// oneDNN's word: `inner_product`.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
