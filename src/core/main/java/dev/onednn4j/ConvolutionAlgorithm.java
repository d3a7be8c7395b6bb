package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;

/// How a convolution is computed.
public enum ConvolutionAlgorithm {
    /// By its definition: `dnnl_convolution_direct`.
    DIRECT(onednn_h.dnnl_convolution_direct()),
    /// By Winograd's transformation, where the machine has a kernel for it: on x64 there is none.
    WINOGRAD(onednn_h.dnnl_convolution_winograd()),
    /// oneDNN chooses: on x64 always [#DIRECT].
    AUTO(onednn_h.dnnl_convolution_auto());

    private final int value;

    ConvolutionAlgorithm(int value) {
        this.value = value;
    }

    /// The C constant.
    public int value() {
        return value;
    }
}
