package dev.onednn4j;

import java.lang.foreign.MemorySegment;
import java.util.List;

/// Implementations that crash or compute wrongly in releases of oneDNN that this library works
/// with. They are passed over for the problems concerned, where the next implementation takes their
/// place.
///
/// Implementations compute deconvolutions as the convolution that is their mirror image: names here
/// are those of that convolution.
///
/// @param finishes whether a sum is worked on before it is written: a bias, attributes, another
///   type
record KnownDefects(SpatialProblem problem, Pass pass, boolean finishes) {
    /// The channels in a block of the bf16 kernels.
    private static final int LANES = 16;

    /// The longest row that they do not cut.
    private static final int LONGEST_ROW = 28;

    /// In the names of implementations for processors that multiply signed bytes as they are.
    private static final List<String> MULTIPLY_SIGNED = List.of("avx2_vnni_2", "avx10_2", "amx");

    /// Which of its three tensors a convolution computes.
    enum Pass {
        /// The output: each element is the sum over a kernel's taps.
        GATHERING,
        /// The input: each element is spread over a kernel's taps.
        SCATTERING,
        /// The kernel.
        SUMMING
    }

    /// The defects of a forward convolution, or, of a deconvolution, of the convolution's backward
    /// pass that computes it.
    static KnownDefects ofForward(SpatialProblem problem, boolean finishes) {
        return new KnownDefects(
                problem,
                problem.operation().isTransposed() ? Pass.SCATTERING : Pass.GATHERING,
                finishes);
    }

    /// The defects of the gradient by the input.
    static KnownDefects ofBackwardData(SpatialProblem problem) {
        return new KnownDefects(
                problem,
                problem.operation().isTransposed() ? Pass.GATHERING : Pass.SCATTERING,
                !problem.isSinglePrecision());
    }

    /// The defects of the gradient by the kernel.
    static KnownDefects ofBackwardWeights(SpatialProblem problem) {
        return new KnownDefects(problem, Pass.SUMMING, false);
    }

    /// Whether the implementation that a native primitive descriptor stands at must not be used.
    boolean concern(MemorySegment descriptor) {
        String implementation = NativeDescriptor.implementation(descriptor);
        if (new KnownAttributeDefects(problem).concern(implementation)) {
            return true;
        }
        return switch (pass) {
            case GATHERING ->
                    implementation.contains("brg_conv_fwd:")
                            && (hasColumnInPadding() || lowersOneChannelWrongly());
            case SCATTERING ->
                    (implementation.contains("gemm") && hasOddBatchStride())
                            || hasUnevenCompensation(implementation)
                            || (isIntegerDeconvolution(implementation)
                                    && skipsTapsInCompensation());
            case SUMMING -> implementation.contains("jit_bf16:avx512_core_bf16") && dilatesTwice();
        };
    }

    private static boolean isIntegerDeconvolution(String implementation) {
        return implementation.startsWith("jit_deconvolution:")
                || implementation.startsWith("jit_uni_int8:");
    }

    /// Where a whole block of columns of the result sees nothing but padding, the BRGEMM
    /// convolution calls a kernel that it never made (oneDNN issue 5942, mended by pull request
    /// 5944 after 3.13.0). How it forms blocks it does not tell, so one such column is enough here.
    private boolean hasColumnInPadding() {
        if (!finishes || !isBefore(3, 13, 1)) {
            return false;
        }
        ConvolutionShape shape = convolution();
        int last = shape.input().length - 1;
        long width = shape.input()[last];
        long step = shape.dilation()[last];
        for (long column = 0; column < shape.output()[last]; column++) {
            long start = column * shape.strides()[last] - shape.paddingLeft()[last];
            long tap = start >= 0 ? 0 : (-start + step - 1) / step;
            if (tap >= shape.kernel()[last] || start + tap * step >= width) {
                return true;
            }
        }
        return false;
    }

    /// With one input channel in a group, the BRGEMM convolution lays the columns of the kernel out
    /// as if they were channels ("relo" in its sources), and packs integer weights anew. What makes
    /// up for signed bytes or a zero point is then summed from the wrong place in the weights of
    /// every group but the first, and a kernel whose depth reaches into padding begins at a wrong
    /// place too. Where the result is one column wide, rows of the input count as longer than they
    /// are, by the factor of the stride.
    private boolean lowersOneChannelWrongly() {
        ConvolutionShape shape = convolution();
        int last = shape.input().length - 1;
        boolean one = shape.inputChannels() == shape.groups();
        boolean inDepth = last == 2 && shape.kernel()[0] > 1;
        return isInteger()
                && one
                && ((isCompensated() && shape.groups() > 1)
                        || inDepth
                        || (shape.output()[last] == 1 && shape.strides()[last] > 1));
    }

    /// To make up for signed bytes or a zero point, the strided BRGEMM deconvolution sums weights
    /// for each column of the result where the width is no multiple of the stride. It numbers the
    /// columns by their place within a stride, as if there were a whole number of strides, so that
    /// the last ones lie beyond the sums: results are wrong, and memory behind the working memory
    /// is overwritten. (oneDNN's commit dadb8efed0, after 3.13, stops some of the writing.)
    private boolean hasUnevenCompensation(String implementation) {
        ConvolutionShape shape = convolution();
        int last = shape.input().length - 1;
        boolean signed =
                problem.input().dataType() == DataType.S8
                        && MULTIPLY_SIGNED.stream().noneMatch(implementation::contains);
        return implementation.contains("brgconv_strided:")
                && (signed || hasZeroPoint())
                && shape.input()[last] % shape.strides()[last] != 0;
    }

    /// The integer deconvolution counts the taps that meet no input, above and below those that do,
    /// to make up for signed bytes or a zero point. Where the kernel is smaller than the stride, or
    /// the result goes on beyond the last input's taps, it counts more than the kernel has, and
    /// reads beyond the weights.
    private boolean skipsTapsInCompensation() {
        if (!isCompensated()) {
            return false;
        }
        ConvolutionShape shape = convolution();
        int last = shape.input().length - 1;
        for (int d = 0; d <= last; d++) {
            boolean sparse = d < last && shape.strides()[d] > shape.kernel()[d];
            if (sparse || shape.paddingRight()[d] < 0) {
                return true;
            }
        }
        return false;
    }

    /// The kernel's gradient in bf16, where rows are so long (over 28) that they are cut and the
    /// last block of input channels is not full, steps from one row of taps to the next and then
    /// adds the dilation a second time: it reads the wrong rows, at last beyond src.
    private boolean dilatesTwice() {
        ConvolutionShape shape = convolution();
        int last = shape.input().length - 1;
        return last > 0
                && shape.dilation()[last - 1] > 1
                && shape.output()[last] > LONGEST_ROW
                && shape.inputChannels() / shape.groups() % LANES != 0;
    }

    /// Whether sums are corrected for what was added to the input: 128 to make bytes unsigned, or a
    /// zero point.
    private boolean isCompensated() {
        return problem.input().dataType() == DataType.S8 || hasZeroPoint();
    }

    private boolean hasZeroPoint() {
        return isInteger() && problem.attributes().hasSrcZeroPoints();
    }

    private boolean isInteger() {
        DataType type = problem.input().dataType();
        return type == DataType.S8 || type == DataType.U8;
    }

    private ConvolutionShape convolution() {
        return problem.shape().asConvolution();
    }

    /// The scattering GEMM convolution finds a group by a part of the stride between images. With
    /// one image that stride can be anything, such as 1 in the layout chwn, or far beyond the
    /// memory.
    private boolean hasOddBatchStride() {
        ConvolutionShape shape = problem.shape();
        if (shape.batch() != 1 || shape.groups() == 1) {
            return false;
        }
        return hasOddBatchStride(problem.input()) || hasOddBatchStride(problem.output());
    }

    private static boolean hasOddBatchStride(MemoryDescriptor activation) {
        return activation.isPlain() && activation.blocking().strides()[0] != activation.elements();
    }

    private static boolean isBefore(int major, int minor, int patch) {
        OneDnn.Version version = OneDnn.version();
        if (version.major() != major) {
            return version.major() < major;
        }
        return version.minor() < minor || (version.minor() == minor && version.patch() < patch);
    }
}
