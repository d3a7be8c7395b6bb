package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;

/// A tensor that scales and zero points belong to.
public enum QuantizedArgument {
    /// The input.
    SRC("src", onednn_h.DNNL_ARG_SRC_0()),
    /// The second input of a primitive that has two.
    SRC_1("src_1", onednn_h.DNNL_ARG_SRC_1()),
    /// The kernel.
    WEIGHTS("weights", onednn_h.DNNL_ARG_WEIGHTS_0()),
    /// The result; of a 1×1 convolution with a depthwise one behind it, the result in between.
    DST("dst", onednn_h.DNNL_ARG_DST_0()),
    /// The kernel of the fused depthwise convolution: see [PostOps#depthwise]. It has scales alone.
    DEPTHWISE_WEIGHTS(
            PostOps.DEPTHWISE_WEIGHTS,
            onednn_h.DNNL_ARG_ATTR_POST_OP_DW() | onednn_h.DNNL_ARG_WEIGHTS_0()),
    /// The result of the fused depthwise convolution. It has scales alone.
    DEPTHWISE_DST("dw_dst", onednn_h.DNNL_ARG_ATTR_POST_OP_DW() | onednn_h.DNNL_ARG_DST_0());

    private final String word;
    private final int id;

    QuantizedArgument(String word, int id) {
        this.word = word;
        this.id = id;
    }

    /// Whether it belongs to a fused depthwise convolution.
    public boolean isFused() {
        return this == DEPTHWISE_WEIGHTS || this == DEPTHWISE_DST;
    }

    /// The C constant, `DNNL_ARG_*`.
    public int id() {
        return id;
    }

    /// The name of its scales among the [RuntimeArguments]: `src_scales`.
    public String scales() {
        return word + "_scales";
    }

    /// The name of its zero points among the [RuntimeArguments]: `src_zero_points`.
    public String zeroPoints() {
        return word + "_zero_points";
    }

    /// oneDNN's word: `src`.
    @Override
    public String toString() {
        return word;
    }
}
