package dev.onednn4j.internal.defect;

import static dev.onednn4j.Defect.Harm.CRASH;
import static dev.onednn4j.Defect.Harm.WRONG_RESULT;
import static dev.onednn4j.internal.defect.Convolutions.groupInputs;
import static dev.onednn4j.internal.defect.Convolutions.groupOutputs;
import static dev.onednn4j.internal.defect.Convolutions.width;
import static dev.onednn4j.internal.problem.PrimitiveKind.CONVOLUTION;
import static dev.onednn4j.internal.problem.PrimitiveKind.DECONVOLUTION;

import dev.onednn4j.DataType;
import dev.onednn4j.Defect;
import dev.onednn4j.internal.attribute.Pass;
import dev.onednn4j.internal.problem.ConvolutionShape;
import dev.onednn4j.internal.problem.Implementation;
import dev.onednn4j.internal.problem.Problem;

import java.util.List;
import java.util.function.BiPredicate;

/// Defects of the BRGEMM convolution. It computes forward convolutions, the gradient by data of
/// deconvolutions, and with the kernel turned round the gradient by data of convolutions and
/// forward deconvolutions with strides of 1: sizes here are always those of the forward
/// convolution.
final class ForwardConvolutionDefects {
    private static final String FORWARD = "brg_conv_fwd";

    /// The most output channels that are in one block of weights.
    private static final int BLOCK = 16;

    /// With fewer input channels in a group, AMX lays columns of the kernel out as channels.
    private static final int LOWERED = 32;

    /// Bytes in a row of an AMX tile.
    private static final int TILE_ROW = 64;

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
                            .when(gathered(ForwardConvolutionDefects::hasColumnInPadding)),
                    rule(
                                    "conv-row-in-padding",
                                    CRASH,
                                    "Where the taps of a dilated kernel all fall beside the input"
                                        + " in depth or height, it calls a kernel that was never"
                                        + " made, or writes behind the result.")
                            .families(FORWARD)
                            .when(gathered(ForwardConvolutionDefects::straddlesInput)),
                    rule(
                                    "conv-one-channel-integers",
                                    WRONG_RESULT,
                                    "With one 8-bit input channel in a group it lays the columns of"
                                        + " the kernel out as channels, and then corrects groups"
                                        + " after the first with the wrong sums of weights.")
                            .families(FORWARD)
                            .when(gathered(ForwardConvolutionDefects::correctsOneChannelGroups)),
                    rule(
                                    "conv-one-column",
                                    WRONG_RESULT,
                                    "Where the result is one column wide and the stride is over 1,"
                                        + " it takes rows of the input for shorter than they are:"
                                        + " rows of the result after the first are wrong.")
                            .familiesOnAvx512(FORWARD)
                            .when(gathered(ForwardConvolutionDefects::hasOneStridedColumn)),
                    rule(
                                    "conv-lowered-depth",
                                    WRONG_RESULT,
                                    "In 3-D, with few input channels in a group and an input of"
                                            + " depth 1, it lays the columns of the kernel out as"
                                            + " channels and forgets that the kernel is deeper.")
                            .familiesOnAvx512(FORWARD)
                            .when(gathered(ForwardConvolutionDefects::isShallowerThanKernel)),
                    rule(
                                    "conv-lowered-whole-rows-amx",
                                    WRONG_RESULT,
                                    "With few input channels in a group it lays the columns of the"
                                        + " kernel out as channels; where they fill whole tiles it"
                                        + " takes the weights for packed without holes, which they"
                                        + " are not. Read in its sources, never seen.")
                            .familiesOnAmx(FORWARD)
                            .when(gathered(ForwardConvolutionDefects::fillsWholeTiles)),
                    rule(
                                    "conv-grouped-zero-point-amx",
                                    WRONG_RESULT,
                                    "It corrects integer sums for a zero point of src with the"
                                        + " weights of the wrong group where a group has more than"
                                        + " 16 output channels.")
                            .familiesOnAmx(FORWARD)
                            .when(gathered(ForwardConvolutionDefects::groupsWithZeroPoint)),
                    rule(
                                    "conv-converts-f32-amx",
                                    CRASH,
                                    "It configures AMX for another type where it reads f32 and"
                                            + " writes another type, or cannot be made.")
                            .familiesOnAmx("brgconv_1x1", FORWARD, "brgconv_strided")
                            .when(ForwardConvolutionDefects::convertsSinglePrecision));

    private ForwardConvolutionDefects() {}

    private static Rule.Builder rule(String id, Defect.Harm harm, String reason) {
        return Rule.of(id, harm, reason).primitives(CONVOLUTION, DECONVOLUTION);
    }

    /// A condition on the forward convolution that computes a problem.
    private interface Condition {
        boolean test(Problem problem, ConvolutionShape shape, Implementation implementation);
    }

    private static BiPredicate<Problem, Implementation> gathered(Condition condition) {
        return (problem, implementation) -> {
            ConvolutionShape shape = Convolutions.gathering(problem);
            return shape != null && condition.test(problem, shape, implementation);
        };
    }

    /// oneDNN does not tell how it forms blocks of columns, so one column is enough here.
    private static boolean hasColumnInPadding(
            Problem problem, ConvolutionShape shape, Implementation implementation) {
        return problem.finishesSums() && shape.hasWindowInPadding(width(shape));
    }

    /// Taps can only step over an input that is smaller than the dilation.
    private static boolean straddlesInput(
            Problem problem, ConvolutionShape shape, Implementation implementation) {
        for (int d = 0; d < width(shape); d++) {
            if (shape.kernel()[d] > 1 && shape.dilation()[d] > shape.input()[d]) {
                return true;
            }
        }
        return false;
    }

    private static boolean correctsOneChannelGroups(
            Problem problem, ConvolutionShape shape, Implementation implementation) {
        boolean corrected = problem.input().type() == DataType.S8 || problem.hasSrcZeroPoint();
        return problem.isInteger() && groupInputs(shape) == 1 && corrected && shape.groups() > 1;
    }

    private static boolean hasOneStridedColumn(
            Problem problem, ConvolutionShape shape, Implementation implementation) {
        int width = width(shape);
        return (implementation.usesAmx() || groupInputs(shape) < 4)
                && shape.output()[width] == 1
                && shape.strides()[width] > 1
                && shape.kernel()[width] > 1;
    }

    private static boolean isShallowerThanKernel(
            Problem problem, ConvolutionShape shape, Implementation implementation) {
        return problem.readType() != DataType.F32
                && shape.input().length == 3
                && shape.input()[0] == 1
                && shape.kernel()[0] > 1
                && groupInputs(shape) < LOWERED;
    }

    private static boolean fillsWholeTiles(
            Problem problem, ConvolutionShape shape, Implementation implementation) {
        DataType type = problem.readType();
        if (type == DataType.F32) {
            return false;
        }
        long row = TILE_ROW / type.size();
        int width = width(shape);
        long tallest = width > 0 ? shape.kernel()[width - 1] : 1;
        long channels = groupInputs(shape);
        return channels < row / 2
                && (isWholeRows(shape.kernel()[width] * channels, row)
                        || isWholeRows(tallest * channels, row));
    }

    private static boolean isWholeRows(long elements, long row) {
        return elements > row && elements % row == 0;
    }

    private static boolean groupsWithZeroPoint(
            Problem problem, ConvolutionShape shape, Implementation implementation) {
        return problem.hasSrcZeroPoint() && shape.groups() > 1 && groupOutputs(shape) > BLOCK;
    }

    private static boolean convertsSinglePrecision(Problem problem) {
        return !Convolutions.sumsUp(problem)
                && problem.readType() == DataType.F32
                && writtenType(problem) != DataType.F32;
    }

    private static DataType writtenType(Problem problem) {
        return problem.pass() == Pass.FORWARD ? problem.output().type() : problem.input().type();
    }
}
