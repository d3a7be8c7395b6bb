package dev.onednn4j;

import static dev.onednn4j.capi.onednn_h.*;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;
import java.util.stream.Stream;

/// Implementations of inner products and matrix products that compute wrongly in releases of oneDNN
/// that this library works with: see [KnownDefects].
final class KnownDenseDefects {
    private KnownDenseDefects() {}

    /// Whether the implementation of a product that a native primitive descriptor stands at must
    /// not be used.
    ///
    /// @param tensors those that were asked for, in any order
    static boolean concern(MemorySegment descriptor, @Nullable MemoryDescriptor... tensors) {
        return !NativeDescriptor.implementation(descriptor).startsWith("ref")
                && Stream.of(tensors).anyMatch(KnownDenseDefects::beginsLater);
    }

    /// All but the reference implementations take the start of the memory for the first element: in
    /// a box within a larger tensor it is not.
    private static boolean beginsLater(@Nullable MemoryDescriptor tensor) {
        return tensor != null && tensor.hasOffset();
    }

    /// Whether the implementation of a forward inner product that a native primitive descriptor
    /// stands at sums products of elements that do not belong together. The one made of a matrix
    /// product takes images for rows of a matrix as they lie in memory, with channels innermost. It
    /// also accepts weights that have channels outermost, and even chooses them where there is one
    /// output.
    static boolean mixesChannels(MemorySegment descriptor) {
        if (!NativeDescriptor.implementation(descriptor).startsWith("brg_matmul")) {
            return false;
        }
        MemoryDescriptor src = NativeDescriptor.memory(descriptor, dnnl_query_src_md(), 0);
        MemoryDescriptor weights = NativeDescriptor.memory(descriptor, dnnl_query_weights_md(), 0);
        return src != null && weights != null && weights.isPlain() && !weights.hasOrderOf(src);
    }
}
