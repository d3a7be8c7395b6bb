package dev.onednn4j.internal.defect;

import static dev.onednn4j.Defect.Harm.CRASH;
import static dev.onednn4j.Defect.Harm.WRONG_RESULT;
import static dev.onednn4j.internal.problem.PrimitiveKind.BINARY;
import static dev.onednn4j.internal.problem.PrimitiveKind.CONVOLUTION;
import static dev.onednn4j.internal.problem.PrimitiveKind.DECONVOLUTION;
import static dev.onednn4j.internal.problem.PrimitiveKind.SOFTMAX;

import dev.onednn4j.DataType;
import dev.onednn4j.internal.attribute.ChainedOperation;
import dev.onednn4j.internal.memory.ProblemTensor;
import dev.onednn4j.internal.problem.ConvolutionShape;
import dev.onednn4j.internal.problem.PrimitiveKind;
import dev.onednn4j.internal.problem.Problem;

import java.util.List;

/// Operands of post-operations that generated code reads wrongly.
final class OperandDefects {
    static final List<Rule> RULES =
            List.of(
                    Rule.of(
                                    "post-op-operand-order",
                                    WRONG_RESULT,
                                    "Of an operand of post-ops that differs along several"
                                            + " dimensions, but not along all, generated code takes"
                                            + " the elements in the order of a C array, however"
                                            + " they lie.")
                            .primitives(PrimitiveKind.values())
                            .generated()
                            .byLayout()
                            .onlyIf(OperandDefects::hasPartialOperand)
                            .when(OperandDefects::hasReorderedOperand),
                    Rule.of(
                                    "post-op-operand-mistaken-layout",
                                    CRASH,
                                    "It tells the layout of dst from the strides of three"
                                            + " dimensions, even where their size is one. Where"
                                            + " that misleads it, it reads beyond an operand of"
                                            + " post-ops that differs along some dimensions but"
                                            + " not along all.")
                            .primitives(PrimitiveKind.values())
                            .generated()
                            .byLayout()
                            .onlyIf(OperandDefects::hasPartialOperand)
                            .when(problem -> isMistaken(problem.output())),
                    Rule.of(
                                    "softmax-differing-operand",
                                    CRASH,
                                    "It takes the wrong elements of an operand of post-ops that"
                                            + " differs along some dimension, or reads beyond it:"
                                            + " behind the last whole vector, and where one element"
                                            + " follows the axis.")
                            .primitives(SOFTMAX)
                            .families("jit")
                            .when(OperandDefects::hasVaryingOperand),
                    Rule.of(
                                    "deconv-narrow-operand",
                                    CRASH,
                                    "Where the result is narrower than the stride, in whatever"
                                        + " dimension, it goes on to the whole stride, and reads"
                                        + " beyond an operand of post-ops.")
                            .primitives(CONVOLUTION, DECONVOLUTION)
                            .families("brgconv_strided")
                            .onlyIf(OperandDefects::hasVaryingOperand)
                            .when(OperandDefects::isNarrowerThanStride),
                    Rule.of(
                                    "binary-partial-operand",
                                    WRONG_RESULT,
                                    "It reads the wrong elements of an operand of post-ops that"
                                            + " differs along some dimensions but not along all.")
                            .primitives(BINARY)
                            .families("jit")
                            .onlyIf(problem -> problem.attributes().hasOperands())
                            .when(OperandDefects::hasPartialOperand),
                    Rule.of(
                                    "binary-8-bit-operand",
                                    WRONG_RESULT,
                                    "With a dst of type u8 it reads the wrong elements of an"
                                            + " operand of a post-op that compares or selects.")
                            .primitives(BINARY)
                            .families("jit")
                            .onlyIf(problem -> problem.attributes().hasOperands())
                            .when(problem -> problem.output().type() == DataType.U8));

    private OperandDefects() {}

    private static boolean hasReorderedOperand(Problem problem) {
        for (ChainedOperation operation : problem.attributes().postOps()) {
            ProblemTensor operand = operation.operand();
            if (operand != null
                    && Integer.bitCount(operation.mask()) > 1
                    && operand.isPlain()
                    && !operand.isOrdered()
                    && !isInOrderOf(operand, problem.output())) {
                return true;
            }
        }
        return false;
    }

    /// Whether the elements of an operand follow each other as those of dst do.
    private static boolean isInOrderOf(ProblemTensor operand, ProblemTensor dst) {
        long[] own = operand.strides();
        long[] others = dst.strides();
        for (int d = 0; d < own.length; d++) {
            for (int e = 0; e < d; e++) {
                boolean counts = operand.dim(d) > 1 && operand.dim(e) > 1;
                if (counts && own[d] < own[e] != others[d] < others[e]) {
                    return false;
                }
            }
        }
        return dst.isPlain() && operand.isDense();
    }

    /// Whether code for post-operations takes a layout for another: it looks at the strides of the
    /// first three dimensions alone, those of size one included.
    private static boolean isMistaken(ProblemTensor dst) {
        if (!dst.isPlain() || dst.dims().length < 3) {
            return false;
        }
        long[] strides = dst.strides();
        if (strides[0] >= strides[1] && strides[1] >= strides[2]) {
            return !isChannelsFirst(dst);
        }
        return strides[0] != 1 && strides[1] != 1;
    }

    /// Whether the images of dst follow each other, and in each image its channels.
    private static boolean isChannelsFirst(ProblemTensor dst) {
        long[] strides = dst.strides();
        long lastPixel = 0;
        for (int d = 2; d < strides.length; d++) {
            lastPixel += (dst.dim(d) - 1) * strides[d];
        }
        boolean channelsFollow = dst.dim(1) == 1 || strides[1] > lastPixel;
        return channelsFollow && strides[0] > lastPixel + (dst.dim(1) - 1) * strides[1];
    }

    private static boolean isNarrowerThanStride(Problem problem) {
        ConvolutionShape shape = problem.convolution();
        for (int d = 0; d < shape.input().length; d++) {
            if (shape.input()[d] < shape.strides()[d]) {
                return Convolutions.scatters(problem);
            }
        }
        return false;
    }

    /// Whether an operand of post-operations differs along some dimension.
    static boolean hasVaryingOperand(Problem problem) {
        return problem.attributes().postOps().stream()
                .anyMatch(operation -> operation.hasOperand() && operation.mask() != 0);
    }

    private static boolean hasPartialOperand(Problem problem) {
        int all = problem.output().mask();
        for (ChainedOperation operation : problem.attributes().postOps()) {
            if (operation.hasOperand() && operation.mask() != 0 && operation.mask() != all) {
                return true;
            }
        }
        return false;
    }
}
