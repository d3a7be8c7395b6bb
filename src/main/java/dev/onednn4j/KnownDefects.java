package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;

import java.lang.foreign.MemorySegment;
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
        return (implementation.contains("brg_conv_fwd:") && hasColumnInPadding())
                || (implementation.contains("gemm") && hasOddBatchStride())
                || (!implementation.startsWith("ref") && misreadsCondition(descriptor));
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

    /// Generated code reads the condition of a select as if it lay in memory like dst; only the
    /// reference implementation heeds its own layout.
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
                .filter(condition -> !condition.isAny() && condition.elements() != 1)
                .anyMatch(condition -> !condition.blocking().isLike(dst.blocking()));
    }

    private static boolean isBefore(int major, int minor, int patch) {
        OneDnn.Version version = OneDnn.version();
        if (version.major() != major) {
            return version.major() < major;
        }
        return version.minor() < minor || (version.minor() == minor && version.patch() < patch);
    }
}
