package dev.onednn4j.internal.defect;

import static dev.onednn4j.Defect.Harm.WRONG_RESULT;
import static dev.onednn4j.internal.problem.PrimitiveKind.CONVOLUTION;
import static dev.onednn4j.internal.problem.PrimitiveKind.DECONVOLUTION;

import dev.onednn4j.DataType;
import dev.onednn4j.internal.problem.ConvolutionShape;
import dev.onednn4j.internal.problem.Implementation;
import dev.onednn4j.internal.problem.Pass;
import dev.onednn4j.internal.problem.Problem;
import dev.onednn4j.internal.problem.ProblemTensor;

import java.util.List;

/// Defects of other 8-bit convolutions.
final class IntegerConvolutionDefects {
    static final List<Rule> RULES =
            List.of(
                    Rule.of(
                                    "conv-gemm-bf16-bias",
                                    WRONG_RESULT,
                                    "On CPUs with AVX-512 the 8-bit GEMM convolutions ignore a bias"
                                            + " of type bf16.")
                            .cpus(isa -> new Implementation(isa).usesAvx512())
                            .primitives(CONVOLUTION)
                            .families("gemm_s8u8s32", "gemm_s8s8s32")
                            .when(IntegerConvolutionDefects::hasShortBias),
                    Rule.of(
                                    "conv-depthwise-flat-kernel",
                                    WRONG_RESULT,
                                    "Depthwise, with a kernel of height 1 and padding above or"
                                        + " below, it corrects sums for a zero point of src or for"
                                        + " signed bytes by what it never loaded.")
                            .primitives(CONVOLUTION, DECONVOLUTION)
                            .families("brdgmm_dw")
                            .when(IntegerConvolutionDefects::padsFlatKernel));

    private IntegerConvolutionDefects() {}

    private static boolean hasShortBias(Problem problem) {
        ProblemTensor bias = problem.tensor("bias");
        return problem.isInteger() && bias != null && bias.type() == DataType.BF16;
    }

    private static boolean padsFlatKernel(Problem problem) {
        ConvolutionShape shape = Convolutions.gathering(problem);
        boolean corrected =
                problem.hasSrcZeroPoint()
                        || (problem.pass() == Pass.FORWARD
                                && problem.input().type() == DataType.S8);
        if (shape == null || !corrected) {
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
