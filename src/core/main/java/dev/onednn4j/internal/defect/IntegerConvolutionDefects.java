package dev.onednn4j.internal.defect;

import static dev.onednn4j.Defect.Harm.CRASH;
import static dev.onednn4j.Defect.Harm.WRONG_RESULT;
import static dev.onednn4j.internal.problem.PrimitiveKind.CONVOLUTION;
import static dev.onednn4j.internal.problem.PrimitiveKind.DECONVOLUTION;

import dev.onednn4j.DataType;
import dev.onednn4j.internal.attribute.Pass;
import dev.onednn4j.internal.memory.ProblemTensor;
import dev.onednn4j.internal.problem.ConvolutionShape;
import dev.onednn4j.internal.problem.Implementation;
import dev.onednn4j.internal.problem.Problem;

import java.util.Arrays;
import java.util.List;

/// Defects of other 8-bit convolutions.
final class IntegerConvolutionDefects {
    /// With fewer channels, a vector is longer than a pixel.
    private static final int FEW_CHANNELS = 16;

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
                                    "conv-gemm-8-bit-channels-first",
                                    WRONG_RESULT,
                                    "The 8-bit GEMM gradient by data computes channels last alone,"
                                            + " and accepts other layouts where one of its tensors"
                                            + " looks like both.")
                            .primitives(CONVOLUTION, DECONVOLUTION)
                            .families("gemm_s8u8s32", "gemm_s8s8s32")
                            .byLayout()
                            .onlyIf(Convolutions::scatters)
                            .when(
                                    problem ->
                                            !isNamedChannelsLast(problem.input())
                                                    || !isNamedChannelsLast(problem.output())),
                    Rule.of(
                                    "conv-1x1-8-bit-strided-end",
                                    CRASH,
                                    "With strides and few input channels it gathers the last pixels"
                                            + " of src by whole vectors, and reads beyond it.")
                            .primitives(CONVOLUTION, DECONVOLUTION)
                            .families("jit_uni_int8_1x1", "jit_int8_1x1")
                            .when(IntegerConvolutionDefects::gathersFewChannels),
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

    /// Whether oneDNN takes it for channels last where it asks for one layout out of several: by
    /// the strides, those of dimensions of one element too, but that of the batch.
    private static boolean isNamedChannelsLast(ProblemTensor tensor) {
        long[] own = tensor.strides().clone();
        long[] usual = ProblemTensor.channelsLastStrides(tensor.dims());
        own[0] = usual[0];
        return tensor.isPlain() && !tensor.hasOffset() && Arrays.equals(own, usual);
    }

    private static boolean hasShortBias(Problem problem) {
        ProblemTensor bias = problem.tensor("bias");
        return problem.isInteger() && bias != null && bias.type() == DataType.BF16;
    }

    private static boolean gathersFewChannels(Problem problem) {
        ConvolutionShape shape = problem.convolution();
        return Convolutions.isStrided(shape) && shape.inputChannels() < FEW_CHANNELS;
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
