package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/// Implementations of poolings that write beyond their tensors or compute wrongly in releases of
/// oneDNN that this library works with: see [KnownDefects].
final class KnownPoolingDefects {
    private KnownPoolingDefects() {}

    /// Whether the implementation of a pooling that a native primitive descriptor stands at must
    /// not be used.
    static boolean concernForward(MemorySegment descriptor) {
        return beginsLater(descriptor, onednn_h.dnnl_query_src_md(), onednn_h.dnnl_query_dst_md());
    }

    /// Whether the implementation of a gradient that a native primitive descriptor stands at must
    /// not be used.
    static boolean concernBackward(MemorySegment descriptor) {
        return clearsOthers(descriptor)
                || beginsLater(
                        descriptor,
                        onednn_h.dnnl_query_diff_src_md(),
                        onednn_h.dnnl_query_diff_dst_md());
    }

    /// The reference implementation of the gradient sets as many elements to 0, from the start of
    /// the memory, as diff_src has: with gaps, or in a box within a larger tensor, those are
    /// others. In other types than f32 it writes beyond its working memory then.
    private static boolean clearsOthers(MemorySegment descriptor) {
        return NativeDescriptor.implementation(descriptor).startsWith("ref")
                && !chosen(descriptor, onednn_h.dnnl_query_diff_src_md()).isDense();
    }

    /// Portable implementations for one layout take the start of the memory for the first element:
    /// in a box within a larger tensor it is not.
    private static boolean beginsLater(MemorySegment descriptor, int input, int output) {
        return NativeDescriptor.implementation(descriptor).startsWith("simple")
                && (chosen(descriptor, input).isBox() || chosen(descriptor, output).isBox());
    }

    private static MemoryDescriptor chosen(MemorySegment descriptor, int what) {
        MemoryDescriptor tensor = NativeDescriptor.memory(descriptor, what, 0);
        return Objects.requireNonNull(tensor);
    }
}
