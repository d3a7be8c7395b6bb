package dev.onednn4j;

import java.util.List;

/// Implementations that crash or compute wrongly in releases of oneDNN that this library works
/// with. They are passed over for the problems concerned, where the next implementation takes their
/// place.
///
/// @param shape the sizes
/// @param gathers whether each element of the result is the sum over a kernel's taps: a convolution
///   forward, or a deconvolution's gradient by its input; the others scatter
/// @param finishes whether a sum is worked on before it is written: a bias, attributes, another
///   type
/// @param activations the layouts asked for on both sides of the kernel
record KnownDefects(
        ConvolutionShape shape,
        boolean gathers,
        boolean finishes,
        MemoryDescriptor... activations) {
    /// Whether an implementation must not be used.
    boolean concern(String implementation) {
        return (implementation.contains("brg_conv_fwd:") && hasColumnInPadding())
                || (implementation.contains("gemm") && hasOddBatchStride());
    }

    /// Where a whole block of columns of the result sees nothing but padding, the BRGEMM
    /// convolution calls a kernel that it never made (oneDNN issue 5942, mended by pull request
    /// 5944 after 3.13.0). How it forms blocks it does not tell, so one such column is enough here.
    private boolean hasColumnInPadding() {
        if (!gathers || !finishes || !isBefore(3, 13, 1)) {
            return false;
        }
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
        if (gathers || shape.batch() != 1 || shape.groups() == 1) {
            return false;
        }
        for (MemoryDescriptor activation : activations) {
            if (activation.isPlain()) {
                if (activation.blocking().strides()[0] != activation.elements()) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Generated code reads the condition of a select as if it lay in memory like dst; only the
    /// reference implementation heeds its own layout.
    ///
    /// @param dst what the implementation writes
    static boolean misreadsCondition(
            String implementation, MemoryDescriptor dst, List<MemoryDescriptor> conditions) {
        if (implementation.startsWith("ref")) {
            return false;
        }
        for (MemoryDescriptor condition : conditions) {
            boolean single = !condition.isAny() && condition.elements() == 1;
            if (!single && !condition.isAny() && !condition.blocking().isLike(dst.blocking())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBefore(int major, int minor, int patch) {
        OneDnn.Version version = OneDnn.version();
        if (version.major() != major) {
            return version.major() < major;
        }
        return version.minor() < minor || (version.minor() == minor && version.patch() < patch);
    }
}
