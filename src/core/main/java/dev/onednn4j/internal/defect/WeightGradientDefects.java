package dev.onednn4j.internal.defect;

import static dev.onednn4j.Defect.Harm.CRASH;
import static dev.onednn4j.internal.problem.PrimitiveKind.CONVOLUTION;
import static dev.onednn4j.internal.problem.PrimitiveKind.DECONVOLUTION;

import dev.onednn4j.internal.problem.ConvolutionShape;
import dev.onednn4j.internal.problem.Problem;

import java.util.List;

/// Defects of the gradients by weights of convolutions and deconvolutions.
final class WeightGradientDefects {
    /// The channels in a block of the bf16 kernels.
    private static final int LANES = 16;

    /// The longest row that they do not cut.
    private static final int LONGEST_ROW = 28;

    static final List<Rule> RULES =
            List.of(
                    Rule.of(
                                    "wgrad-bf16-dilated-rows",
                                    CRASH,
                                    "In bf16, where rows are longer than 28 and the last block of"
                                            + " input channels is not full, it adds the dilation of"
                                            + " rows twice and reads beyond src.")
                            .primitives(CONVOLUTION, DECONVOLUTION)
                            .families("jit_bf16")
                            .when(WeightGradientDefects::dilatesTwice),
                    Rule.of(
                                    "wgrad-1x1-strided-workspace",
                                    CRASH,
                                    "With channels last, strides and fewer input channels than a"
                                        + " block has, it books too little memory for the rows that"
                                        + " it gathers.")
                            .issue("6035")
                            .primitives(CONVOLUTION, DECONVOLUTION)
                            .families("jit_1x1", "jit_bf16_1x1")
                            .when(WeightGradientDefects::gathersFewChannels),
                    Rule.of(
                                    "wgrad-bf16-deep-padding",
                                    CRASH,
                                    "In bf16, where the kernel reaches beyond the input above and"
                                        + " below, it loses its place among the rows: wrong in 2-D,"
                                        + " and in 3-D it writes beyond its memory.")
                            .primitives(CONVOLUTION, DECONVOLUTION)
                            .implementations(
                                    "jit_bf16, jit with AMX",
                                    implementation ->
                                            implementation.has("jit_bf16")
                                                    || (implementation.has("jit")
                                                            && implementation.usesAmx()))
                            .when(WeightGradientDefects::reachesOverBothPaddings));

    private WeightGradientDefects() {}

    private static boolean dilatesTwice(Problem problem) {
        ConvolutionShape shape = problem.convolution();
        int width = Convolutions.width(shape);
        return Convolutions.sumsUp(problem)
                && width > 0
                && shape.dilation()[width - 1] > 1
                && shape.output()[width] > LONGEST_ROW
                && Convolutions.groupInputs(shape) % LANES != 0;
    }

    private static boolean gathersFewChannels(Problem problem) {
        ConvolutionShape shape = problem.convolution();
        return Convolutions.sumsUp(problem)
                && Convolutions.isStrided(shape)
                && shape.inputChannels() < LANES;
    }

    /// The rows of the result that reach into the padding above are done first, as long as they do
    /// not reach into the padding below.
    private static boolean reachesOverBothPaddings(Problem problem) {
        ConvolutionShape shape = problem.convolution();
        int height = Convolutions.width(shape) - 1;
        if (!Convolutions.sumsUp(problem) || height < 0 || shape.paddingLeft()[height] <= 0) {
            return false;
        }
        boolean deep = height > 0;
        long stride = shape.strides()[height];
        long top = shape.paddingLeft()[height];
        long rows = shape.output()[height];
        long above = Math.ceilDiv(top, stride);
        long untilBelow =
                Math.ceilDiv(
                        Math.max(0, top + shape.input()[height] - shape.kernel()[height] + 1),
                        stride);
        long done = Math.min(above, untilBelow);
        if (done == above) {
            return false;
        }
        return Math.max(1, done) < above
                ? deep && above > rows
                : top % stride != 0 && (deep || rows > 1);
    }
}
