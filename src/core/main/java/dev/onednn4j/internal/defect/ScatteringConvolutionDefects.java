package dev.onednn4j.internal.defect;

import static dev.onednn4j.Defect.Harm.CRASH;
import static dev.onednn4j.Defect.Harm.WRONG_RESULT;
import static dev.onednn4j.internal.problem.PrimitiveKind.CONVOLUTION;
import static dev.onednn4j.internal.problem.PrimitiveKind.DECONVOLUTION;

import dev.onednn4j.DataType;
import dev.onednn4j.Defect;
import dev.onednn4j.internal.attribute.Pass;
import dev.onednn4j.internal.memory.ProblemTensor;
import dev.onednn4j.internal.problem.ConvolutionShape;
import dev.onednn4j.internal.problem.Implementation;
import dev.onednn4j.internal.problem.Problem;

import java.util.List;

/// Defects of forward deconvolutions, and of the gradient by data of convolutions, which runs the
/// same code.
final class ScatteringConvolutionDefects {
    private static final String STRIDED = "brgconv_strided";

    /// In the names of instruction sets that multiply signed bytes as they are.
    private static final List<String> MULTIPLY_SIGNED = List.of("avx2_vnni_2", "avx10_2", "amx");

    static final List<Rule> RULES =
            List.of(
                    Rule.of(
                                    "deconv-gemm-batch-stride",
                                    WRONG_RESULT,
                                    "It finds a group by a part of the stride between images,"
                                            + " which can be anything where there is one image.")
                            .primitives(CONVOLUTION, DECONVOLUTION)
                            .implementations(
                                    "gemm",
                                    implementation -> implementation.name().contains("gemm"))
                            .byLayout()
                            .onlyIf(ScatteringConvolutionDefects::isGroupedImage)
                            .when(ScatteringConvolutionDefects::hasOddBatchStride),
                    Rule.of(
                                    "conv-batch-gap",
                                    CRASH,
                                    "It takes images for neighbours in memory even where gaps"
                                            + " separate them, and reads and writes between them.")
                            .primitives(CONVOLUTION, DECONVOLUTION)
                            .implementations(
                                    "gemm, brgconv_strided",
                                    implementation ->
                                            implementation.name().contains("gemm")
                                                    || implementation.has(STRIDED))
                            .byLayout()
                            .onlyIf(problem -> problem.convolution().batch() > 1)
                            .when(
                                    problem ->
                                            problem.input().hasGaps()
                                                    || problem.output().hasGaps()),
                    Rule.of(
                                    "deconv-strided-compensation",
                                    CRASH,
                                    "Where the width is no multiple of the stride it writes sums of"
                                            + " weights, which correct for signed bytes or a zero"
                                            + " point, beyond its memory, and uses wrong ones.")
                            .primitives(CONVOLUTION, DECONVOLUTION)
                            .families(STRIDED)
                            .when(ScatteringConvolutionDefects::hasUnevenCompensation),
                    Rule.of(
                                    "deconv-integer-compensation",
                                    CRASH,
                                    "To correct for signed bytes or a zero point it counts more"
                                        + " taps than the kernel has, and reads beyond the weights,"
                                        + " where the kernel is smaller than the stride or the"
                                        + " result goes on behind the last tap.")
                            .primitives(DECONVOLUTION)
                            .families("jit_deconvolution", "jit_uni_int8")
                            .when(ScatteringConvolutionDefects::skipsTapsInCompensation),
                    Rule.of(
                                    "deconv-integer-overhang",
                                    WRONG_RESULT,
                                    "Where the width of the result goes on behind the last tap, it"
                                            + " reads beyond src for the elements before that.")
                            .primitives(DECONVOLUTION)
                            .families("jit_deconvolution", "jit_uni_int8")
                            .when(ScatteringConvolutionDefects::isWiderThanLastTap),
                    Rule.of(
                                    "deconv-untouched-places-amx",
                                    WRONG_RESULT,
                                    "Places of the result that no tap meets lack the bias, the"
                                            + " post-ops and the zero point of dst.")
                            .primitives(CONVOLUTION, DECONVOLUTION)
                            .familiesOnAmx(STRIDED)
                            .when(ScatteringConvolutionDefects::leavesPlacesOut),
                    Rule.of(
                                    "deconv-borrowed-dst-gaps",
                                    CRASH,
                                    "The deconvolution that borrows a convolution's gradient adds"
                                            + " bias and post-ops as if dst had no gaps, and writes"
                                            + " beyond it.")
                            .primitives(DECONVOLUTION)
                            .implementations(
                                    "conv:*",
                                    implementation -> implementation.name().startsWith("conv:"))
                            .byLayout()
                            .when(ScatteringConvolutionDefects::finishesGappedResult),
                    Rule.of(
                                    "deconv-unknown-result-type",
                                    Defect.Harm.REFUSAL,
                                    "Some 8-bit deconvolutions describe a result in f64, for which"
                                            + " no primitive can be made.")
                            .primitives(DECONVOLUTION)
                            .byLayout()
                            .onlyIf(problem -> problem.pass() == Pass.FORWARD)
                            .when(problem -> problem.output().type() == DataType.F64));

    private ScatteringConvolutionDefects() {}

    private static boolean isGroupedImage(Problem problem) {
        ConvolutionShape shape = problem.convolution();
        return Convolutions.scatters(problem) && shape.batch() == 1 && shape.groups() > 1;
    }

    private static boolean hasOddBatchStride(Problem problem) {
        return hasOddBatchStride(problem.input()) || hasOddBatchStride(problem.output());
    }

    private static boolean hasOddBatchStride(ProblemTensor activation) {
        return activation.isPlain() && activation.strides()[0] != activation.elements();
    }

    private static boolean hasUnevenCompensation(Problem problem, Implementation implementation) {
        ConvolutionShape shape = problem.convolution();
        int width = Convolutions.width(shape);
        boolean signed =
                problem.input().type() == DataType.S8
                        && MULTIPLY_SIGNED.stream().noneMatch(implementation.name()::contains);
        return Convolutions.scatters(problem)
                && (signed || problem.hasSrcZeroPoint())
                && shape.input()[width] % shape.strides()[width] != 0;
    }

    private static boolean skipsTapsInCompensation(Problem problem) {
        boolean corrected = problem.input().type() == DataType.S8 || problem.hasSrcZeroPoint();
        if (!Convolutions.scatters(problem) || !corrected) {
            return false;
        }
        ConvolutionShape shape = problem.convolution();
        int width = Convolutions.width(shape);
        for (int d = 0; d <= width; d++) {
            boolean sparse = d < width && shape.strides()[d] > shape.kernel()[d];
            if (sparse || shape.paddingRight()[d] < 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWiderThanLastTap(Problem problem) {
        ConvolutionShape shape = problem.convolution();
        return Convolutions.scatters(problem)
                && shape.paddingRight()[Convolutions.width(shape)] < 0;
    }

    /// A kernel that is smaller than the stride leaves places out; so does a result that goes on
    /// behind the last tap.
    private static boolean leavesPlacesOut(Problem problem) {
        if (!Convolutions.scatters(problem)
                || (!problem.isBiased() && problem.attributes().isDefault())) {
            return false;
        }
        ConvolutionShape shape = problem.convolution();
        for (int d = 0; d < shape.kernel().length; d++) {
            if (shape.strides()[d] > shape.kernel()[d] || shape.paddingRight()[d] < 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean finishesGappedResult(Problem problem) {
        ProblemTensor dst = problem.output();
        return problem.pass() == Pass.FORWARD
                && (problem.isBiased() || !problem.attributes().isDefault())
                && !dst.isDense();
    }
}
