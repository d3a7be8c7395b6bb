package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;

/// A tensor that scales and zero points belong to.
public enum QuantizedArgument {
    /// The input.
    SRC("src", onednn_h.DNNL_ARG_SRC_0()),
    /// The kernel.
    WEIGHTS("weights", onednn_h.DNNL_ARG_WEIGHTS_0()),
    /// The result.
    DST("dst", onednn_h.DNNL_ARG_DST_0());

    private final String word;
    private final int id;

    QuantizedArgument(String word, int id) {
        this.word = word;
        this.id = id;
    }

    int id() {
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
