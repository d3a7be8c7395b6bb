package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// The part of the [KnownDefects] that attributes bring about.
record KnownAttributeDefects(SpatialProblem problem) {
    /// Whether the implementation that a native primitive descriptor stands at must not be used.
    boolean concern(String implementation, MemorySegment descriptor) {
        return hasUnknownResult()
                || (implementation.startsWith("ref_fused") && losesArguments())
                || (!interpretsPostOps(implementation) && misreadsCondition(descriptor))
                || mistakesSlopes(implementation)
                || losesDepthwiseBias(implementation);
    }

    /// Generated code reads the condition of a select as if it had the dimensions of dst and lay in
    /// memory like it.
    private boolean misreadsCondition(MemorySegment descriptor) {
        List<MemoryDescriptor> conditions =
                problem.attributes()
                        .postOps()
                        .conditions(id -> NativeDescriptor.argument(descriptor, id));
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

    /// Portable code takes the slopes of a prelu by the mask of an earlier one wherever that one
    /// met an element that is not below 0.
    private boolean mistakesSlopes(String implementation) {
        return (interpretsPostOps(implementation) || implementation.contains("gemm"))
                && problem.attributes().postOps().hasSeveralPreluMasks();
    }

    /// Generated code for floating point fuses a depthwise convolution's bias in only where the 1×1
    /// convolution before it has one too; otherwise its kernel reads at null.
    private boolean losesDepthwiseBias(String implementation) {
        return problem.bias() == null
                && problem.attributes().postOps().hasDepthwiseBias()
                && implementation.startsWith("jit")
                && !implementation.contains("int8");
    }

    /// Some 8-bit deconvolutions describe a result in f64, for which no primitive can be made.
    private boolean hasUnknownResult() {
        return problem.shape().isTransposed() && problem.output().dataType() == DataType.F64;
    }

    /// The reference implementation of a fused depthwise convolution hands neither the condition of
    /// a select nor zero points on to the convolutions it is made of, which read them at null.
    private boolean losesArguments() {
        Attributes attributes = problem.attributes();
        return attributes.hasZeroPoints() || attributes.postOps().hasSelect();
    }
}
