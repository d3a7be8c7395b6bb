package dev.onednn4j;

import static dev.onednn4j.capi.onednn_h.*;

/// What is taken of the elements under a kernel: the `dnnl_pooling_*` algorithms.
public enum PoolingAlgorithm {
    /// The largest.
    MAX(dnnl_pooling_max()),
    /// The average, in which padding counts as zeros: the sum over the kernel's size.
    AVG_INCLUDE_PADDING(dnnl_pooling_avg_include_padding()),
    /// The average of those that are in src: the sum over their number.
    AVG_EXCLUDE_PADDING(dnnl_pooling_avg_exclude_padding());

    private final int value;

    PoolingAlgorithm(int value) {
        this.value = value;
    }

    /// The C constant.
    public int value() {
        return value;
    }
}
