package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// The part of the [KnownDefects] that chains of post-operations bring about, whatever primitive
/// they belong to.
///
/// @param descriptor a native primitive descriptor that stands at an implementation
record KnownPostOpDefects(PostOps postOps, MemorySegment descriptor) {
    /// Whether the implementation must not be used.
    boolean concern() {
        if (postOps.isEmpty()) {
            return false;
        }
        String implementation = NativeDescriptor.implementation(descriptor);
        boolean interpreted = interpretsPostOps(implementation);
        return (!interpreted && misreadsCondition())
                || ((interpreted || isPortable(implementation)) && postOps.hasSeveralPreluMasks());
    }

    /// Generated code reads the condition of a select as if it had the dimensions of dst and lay in
    /// memory like it.
    private boolean misreadsCondition() {
        List<MemoryDescriptor> conditions =
                postOps.conditions(id -> NativeDescriptor.argument(descriptor, id));
        if (conditions.isEmpty()) {
            return false;
        }
        MemoryDescriptor dst =
                Objects.requireNonNull(
                        NativeDescriptor.memory(descriptor, onednn_h.dnnl_query_dst_md(), 0));
        return conditions.stream()
                .anyMatch(
                        condition ->
                                !Arrays.equals(condition.dims(), dst.dims())
                                        || !condition.blocking().isLike(dst.blocking()));
    }

    /// Whether post-operations are computed element by element by portable code: a reference
    /// implementation, and a deconvolution that a convolution's gradient computes.
    private static boolean interpretsPostOps(String implementation) {
        return implementation.startsWith("ref") || implementation.startsWith("conv:");
    }

    /// Whether portable code may follow fast code. It takes the slopes of a prelu by the mask of an
    /// earlier one wherever that one met an element that is not below 0: with several masks the
    /// wrong slopes are read, or what lies beyond them.
    private static boolean isPortable(String implementation) {
        return implementation.contains("gemm") || implementation.startsWith("simple");
    }
}
