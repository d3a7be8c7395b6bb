package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Implementations that crash or compute wrongly in releases of oneDNN that this library works
/// with. They are passed over for the problems concerned, where the next implementation takes their
/// place.
///
/// @param gathers whether each element of the result is the sum over a kernel's taps: a convolution
///   forward, or a deconvolution's gradient by its input; the others scatter
/// @param finishes whether a sum is worked on before it is written: a bias, attributes, another
///   type
record KnownDefects(SpatialProblem problem, boolean gathers, boolean finishes) {
    /// Whether the implementation that a native primitive descriptor stands at must not be used.
    boolean concern(MemorySegment descriptor) {
        String implementation = Primitive.queryImplementation(descriptor);
        return hasUnknownResult()
                || (implementation.contains("brg_conv_fwd:") && hasColumnInPadding())
                || (implementation.contains("gemm") && hasOddBatchStride())
                || (implementation.startsWith("ref_fused") && losesArguments())
                || (!interpretsPostOps(implementation) && misreadsCondition(descriptor))
                || mistakesSlopes(implementation)
                || losesDepthwiseBias(implementation);
    }

    /// Where a whole block of columns of the result sees nothing but padding, the BRGEMM
    /// convolution calls a kernel that it never made (oneDNN issue 5942, mended by pull request
    /// 5944 after 3.13.0). How it forms blocks it does not tell, so one such column is enough here.
    private boolean hasColumnInPadding() {
        if (!gathers || !finishes || !isBefore(3, 13, 1)) {
            return false;
        }
        ConvolutionShape shape = problem.shape();
        int last = shape.input().length - 1;
        boolean transposed = shape.isTransposed();
        long columns = (transposed ? shape.input() : shape.output())[last];
        long width = (transposed ? shape.output() : shape.input())[last];
        long step = shape.dilation()[last];
        for (long column = 0; column < columns; column++) {
            long start = column * shape.strides()[last] - shape.paddingLeft()[last];
            long tap = start >= 0 ? 0 : (-start + step - 1) / step;
            if (tap >= shape.kernel()[last] || start + tap * step >= width) {
                return true;
            }
        }
        return false;
    }

    /// The scattering GEMM convolution finds a group by a part of the stride between images. With
    /// one image that stride can be anything, such as 1 in the layout chwn, or far beyond the
    /// memory.
    private boolean hasOddBatchStride() {
        ConvolutionShape shape = problem.shape();
        if (gathers || shape.batch() != 1 || shape.groups() == 1) {
            return false;
        }
        return hasOddBatchStride(problem.input()) || hasOddBatchStride(problem.output());
    }

    private static boolean hasOddBatchStride(MemoryDescriptor activation) {
        return activation.isPlain() && activation.blocking().strides()[0] != activation.elements();
    }

    /// Generated code reads the condition of a select as if it had the dimensions of dst and lay in
    /// memory like it.
    private boolean misreadsCondition(MemorySegment descriptor) {
        List<MemoryDescriptor> conditions =
                problem.attributes()
                        .postOps()
                        .conditions(id -> Primitive.queryArgument(descriptor, id));
        if (conditions.isEmpty()) {
            return false;
        }
        MemoryDescriptor dst =
                Objects.requireNonNull(
                        Primitive.queryDescriptor(descriptor, onednn_h.dnnl_query_dst_md(), 0));
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

    private static boolean isBefore(int major, int minor, int patch) {
        OneDnn.Version version = OneDnn.version();
        if (version.major() != major) {
            return version.major() < major;
        }
        return version.minor() < minor || (version.minor() == minor && version.patch() < patch);
    }
}
