package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;

/// What a [Softmax] computes: the `dnnl_softmax_*` algorithms.
public enum SoftmaxAlgorithm {
    /// The shares of the exponentials, which add up to 1.
    ACCURATE(onednn_h.dnnl_softmax_accurate(), "SOFTMAX"),
    /// The natural logarithm of the shares.
    LOG(onednn_h.dnnl_softmax_log(), "LOGSOFTMAX");

    private final int value;
    private final String benchdnn;

    SoftmaxAlgorithm(int value, String benchdnn) {
        this.value = value;
        this.benchdnn = benchdnn;
    }

    /// The C constant.
    public int value() {
        return value;
    }

    /// benchdnn's name.
    String benchdnn() {
        return benchdnn;
    }
}
