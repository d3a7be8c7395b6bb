package dev.onednn4j;

/// The oneDNN library itself.
public final class OneDnn {
    private OneDnn() {}

    static int success() {
        return dev.onednn4j.capi.onednn_h.dnnl_success();
    }
}
