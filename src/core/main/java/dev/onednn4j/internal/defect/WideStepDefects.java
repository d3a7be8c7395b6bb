package dev.onednn4j.internal.defect;

import static dev.onednn4j.Defect.Harm.CRASH;
import static dev.onednn4j.internal.problem.PrimitiveKind.CONVOLUTION;
import static dev.onednn4j.internal.problem.PrimitiveKind.DECONVOLUTION;

import dev.onednn4j.internal.problem.ConvolutionShape;
import dev.onednn4j.internal.problem.Implementation;
import dev.onednn4j.internal.problem.Problem;

import java.util.List;

/// Products of strides, dilation or padding with numbers of channels that oneDNN computes in 32
/// bits.
final class WideStepDefects {
    private static final int BYTES = 4;

    static final List<Rule> RULES =
            List.of(
                    Rule.of(
                                    "conv-wide-steps",
                                    CRASH,
                                    "It keeps the distance in bytes that a stride, dilation or"
                                            + " padding along the width spans in 32 bits.")
                            .primitives(CONVOLUTION, DECONVOLUTION)
                            .implementations("jit and br*, but gemm", WideStepDefects::isGenerated)
                            .when(WideStepDefects::spansTooMuch),
                    Rule.of(
                                    "deconv-strided-buffer",
                                    CRASH,
                                    "Where the width is no multiple of the stride it keeps the size"
                                            + " of a buffer, stride times width times channels, in"
                                            + " 32 bits, and writes beyond it.")
                            .primitives(CONVOLUTION, DECONVOLUTION)
                            .families("brgconv_strided")
                            .when(WideStepDefects::overflowsBuffer));

    private WideStepDefects() {}

    private static boolean isGenerated(Implementation implementation) {
        return implementation.isGenerated() && !implementation.name().contains("gemm");
    }

    private static boolean spansTooMuch(Problem problem) {
        ConvolutionShape shape = problem.convolution();
        int width = Convolutions.width(shape);
        long widest = Math.max(shape.strides()[width], shape.dilation()[width]);
        widest = Math.max(widest, (shape.kernel()[width] - 1) * shape.dilation()[width]);
        widest = Math.max(widest, shape.paddingLeft()[width]);
        widest = Math.max(widest, shape.paddingRight()[width]);
        long channels = Math.max(shape.inputChannels(), shape.outputChannels());
        return widest > Integer.MAX_VALUE / BYTES / channels;
    }

    private static boolean overflowsBuffer(Problem problem) {
        ConvolutionShape shape = problem.convolution();
        long width = shape.input()[Convolutions.width(shape)];
        long stride = shape.strides()[Convolutions.width(shape)];
        long whole = Math.ceilDiv(width, stride) * stride;
        return Convolutions.scatters(problem)
                && whole != width
                && whole * stride > Integer.MAX_VALUE / Convolutions.groupInputs(shape);
    }
}
