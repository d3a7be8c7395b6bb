package dev.onednn4j.internal.defect;

import static dev.onednn4j.Defect.Harm.CRASH;
import static dev.onednn4j.Defect.Harm.WRONG_RESULT;
import static dev.onednn4j.internal.problem.PrimitiveKind.CONVOLUTION;
import static dev.onednn4j.internal.problem.PrimitiveKind.DECONVOLUTION;

import dev.onednn4j.DataType;
import dev.onednn4j.Defect;
import dev.onednn4j.internal.problem.ConvolutionShape;
import dev.onednn4j.internal.problem.Implementation;
import dev.onednn4j.internal.problem.Pass;
import dev.onednn4j.internal.problem.Problem;
import dev.onednn4j.internal.problem.ProblemTensor;

import java.util.List;

/// Defects of forward convolutions, and of the gradient by data of deconvolutions, which runs the
/// same code.
final class ForwardConvolutionDefects {
    private static final String FORWARD = "brg_conv_fwd";

    static final List<Rule> RULES =
            List.of(
                    rule(
                                    "conv-column-in-padding",
                                    CRASH,
                                    "Where a block of columns of the result meets padding alone,"
                                            + " it calls a kernel that was never made.")
                            .issue("5942")
                            .fixedIn("3.13.1")
                            .families(FORWARD)
                            .when(ForwardConvolutionDefects::hasColumnInPadding),
                    rule(
                                    "conv-one-channel-integers",
                                    WRONG_RESULT,
                                    "With one 8-bit input channel in a group it lays the columns of"
                                        + " the kernel out as channels. It then corrects groups"
                                        + " after the first with the wrong sums of weights, and"
                                        + " begins at the wrong place in kernels that are deeper"
                                        + " than 1.")
                            .families(FORWARD)
                            .when(ForwardConvolutionDefects::lowersOneChannelWrongly),
                    rule(
                                    "conv-one-column",
                                    WRONG_RESULT,
                                    "Where the result is one column wide and the stride is over 1,"
                                        + " it takes rows of the input for longer than they are:"
                                        + " rows of the result after the first are wrong.")
                            .families(FORWARD)
                            .when(ForwardConvolutionDefects::hasOneStridedColumn),
                    rule(
                                    "conv-shallow-input-amx",
                                    WRONG_RESULT,
                                    "In 3-D it mixes up planes where padding surrounds an input of"
                                            + " depth 1 and the kernel is deeper than that.")
                            .familiesOnAmx(FORWARD)
                            .when(ForwardConvolutionDefects::isShallowerThanKernel),
                    rule(
                                    "conv-planes-in-padding-amx",
                                    CRASH,
                                    "In 3-D it reads beyond its memory where at some depth all"
                                            + " taps of a dilated kernel fall into padding.")
                            .familiesOnAmx(FORWARD)
                            .when(ForwardConvolutionDefects::hasPlaneInPadding),
                    rule(
                                    "conv-grouped-zero-point-amx",
                                    WRONG_RESULT,
                                    "It corrects integer sums for a zero point of src with the"
                                            + " weights of the wrong group or channel.")
                            .familiesOnAmx(FORWARD)
                            .when(ForwardConvolutionDefects::groupsWithZeroPoint),
                    rule(
                                    "conv-1x1-converts-f32-amx",
                                    CRASH,
                                    "It configures AMX for another type where it reads f32 and"
                                            + " writes a shorter type.")
                            .familiesOnAmx("brgconv_1x1")
                            .when(ForwardConvolutionDefects::convertsSinglePrecision),
                    rule(
                                    "conv-gemm-bf16-bias",
                                    WRONG_RESULT,
                                    "The 8-bit GEMM convolutions ignore a bias of type bf16.")
                            .families("gemm_s8u8s32", "gemm_s8s8s32")
                            .when(ForwardConvolutionDefects::hasShortBias),
                    rule(
                                    "conv-depthwise-zero-point-rows",
                                    WRONG_RESULT,
                                    "Depthwise, with a zero point of src, a kernel of height 1 and"
                                            + " padding above or below, it corrects rows of padding"
                                            + " wrongly.")
                            .families("brdgmm_dw")
                            .when(ForwardConvolutionDefects::padsFlatKernelWithZeroPoint));

    private ForwardConvolutionDefects() {}

    private static Rule.Builder rule(String id, Defect.Harm harm, String reason) {
        return Rule.of(id, harm, reason).primitives(CONVOLUTION, DECONVOLUTION);
    }

    /// oneDNN does not tell how it forms blocks of columns, so one column is enough here.
    private static boolean hasColumnInPadding(Problem problem) {
        ConvolutionShape shape = problem.convolution();
        return Convolutions.gathers(problem)
                && problem.finishesSums()
                && Convolutions.hasWindowInPadding(shape, Convolutions.width(shape));
    }

    private static boolean lowersOneChannelWrongly(Problem problem) {
        ConvolutionShape shape = problem.convolution();
        boolean corrected = problem.input().type() == DataType.S8 || problem.hasSrcZeroPoint();
        boolean deep = shape.input().length == 3 && shape.kernel()[0] > 1;
        return Convolutions.gathers(problem)
                && problem.isInteger()
                && Convolutions.groupInputs(shape) == 1
                && ((corrected && shape.groups() > 1) || deep);
    }

    private static boolean hasOneStridedColumn(Problem problem, Implementation implementation) {
        ConvolutionShape shape = problem.convolution();
        int width = Convolutions.width(shape);
        boolean lowered = implementation.usesAmx() || Convolutions.groupInputs(shape) == 1;
        return Convolutions.gathers(problem)
                && lowered
                && shape.output()[width] == 1
                && shape.strides()[width] > 1;
    }

    private static boolean isShallowerThanKernel(Problem problem) {
        ConvolutionShape shape = problem.convolution();
        return Convolutions.gathers(problem)
                && shape.input().length == 3
                && shape.input()[0] == 1
                && shape.kernel()[0] > 1
                && (shape.paddingLeft()[0] > 0 || shape.paddingRight()[0] > 0);
    }

    private static boolean hasPlaneInPadding(Problem problem) {
        ConvolutionShape shape = problem.convolution();
        return Convolutions.gathers(problem)
                && shape.input().length == 3
                && shape.dilation()[0] > 1
                && Convolutions.hasWindowInPadding(shape, 0);
    }

    private static boolean groupsWithZeroPoint(Problem problem) {
        ConvolutionShape shape = problem.convolution();
        return Convolutions.gathers(problem)
                && problem.hasSrcZeroPoint()
                && shape.groups() > 1
                && Convolutions.groupOutputs(shape) > 16;
    }

    /// Forward and backward by data alike: what is gathered or scattered is f32, what is written is
    /// not.
    private static boolean convertsSinglePrecision(Problem problem) {
        if (Convolutions.sumsUp(problem)) {
            return false;
        }
        boolean forward = problem.pass() == Pass.FORWARD;
        DataType read = forward ? problem.input().type() : problem.output().type();
        DataType written = forward ? problem.output().type() : problem.input().type();
        return read == DataType.F32 && written != DataType.F32;
    }

    private static boolean hasShortBias(Problem problem) {
        ProblemTensor bias = problem.tensor("bias");
        return problem.isInteger() && bias != null && bias.type() == DataType.BF16;
    }

    private static boolean padsFlatKernelWithZeroPoint(Problem problem) {
        ConvolutionShape shape = problem.convolution();
        if (!Convolutions.gathers(problem) || !problem.hasSrcZeroPoint()) {
            return false;
        }
        for (int d = 0; d < Convolutions.width(shape); d++) {
            boolean padded = shape.paddingLeft()[d] > 0 || shape.paddingRight()[d] > 0;
            if (shape.kernel()[d] == 1 && padded) {
                return true;
            }
        }
        return false;
    }
}
