package dev.onednn4j.internal.defect;

import static dev.onednn4j.Defect.Harm.CRASH;
import static dev.onednn4j.internal.problem.PrimitiveKind.CONVOLUTION;
import static dev.onednn4j.internal.problem.PrimitiveKind.DECONVOLUTION;

import dev.onednn4j.DataType;
import dev.onednn4j.internal.problem.ConvolutionShape;
import dev.onednn4j.internal.problem.Implementation;
import dev.onednn4j.internal.problem.Problem;
import dev.onednn4j.internal.problem.ProblemTensor;

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
                            .families("jit_1x1")
                            .when(WeightGradientDefects::gathersFewChannels),
                    Rule.of(
                                    "wgrad-bf16-deep-padding",
                                    CRASH,
                                    "In bf16 and 3-D, where the kernel is higher than the input and"
                                        + " padding is above and below, it begins at the wrong rows"
                                        + " and reads beyond its memory.")
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

    private static boolean gathersFewChannels(Problem problem, Implementation implementation) {
        ConvolutionShape shape = problem.convolution();
        boolean strided = false;
        for (long stride : shape.strides()) {
            strided |= stride != 1;
        }
        ProblemTensor src = problem.kind() == CONVOLUTION ? problem.input() : problem.output();
        return Convolutions.sumsUp(problem)
                && Convolutions.isPointwise(shape)
                && strided
                && src.type() == DataType.F32
                && src.isPlain();
    }

    private static boolean reachesOverBothPaddings(Problem problem) {
        ConvolutionShape shape = problem.convolution();
        return Convolutions.sumsUp(problem)
                && shape.input().length == 3
                && shape.kernel()[1] > shape.input()[1]
                && shape.paddingLeft()[1] > 0
                && shape.paddingRight()[1] > 0;
    }
}
