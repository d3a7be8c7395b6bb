package dev.onednn4j.internal.defect;

import static dev.onednn4j.Defect.Harm.CRASH;
import static dev.onednn4j.Defect.Harm.REFUSAL;
import static dev.onednn4j.Defect.Harm.WRONG_RESULT;
import static dev.onednn4j.internal.problem.PrimitiveKind.BATCH_NORMALIZATION;
import static dev.onednn4j.internal.problem.PrimitiveKind.SOFTMAX;

import dev.onednn4j.internal.attribute.Pass;
import dev.onednn4j.internal.memory.Blocking;
import dev.onednn4j.internal.memory.ProblemTensor;
import dev.onednn4j.internal.problem.Problem;

import java.util.List;
import java.util.Map;

/// Defects of softmax and batch normalization.
final class NormalizationDefects {
    static final List<Rule> RULES =
            List.of(
                    Rule.of(
                                    "softmax-stride-of-one",
                                    WRONG_RESULT,
                                    "It takes the stride of the axis for the number of elements"
                                        + " behind it, though it counts for nothing where the axis"
                                        + " has one element.")
                            .primitives(SOFTMAX)
                            .byLayout()
                            .families("jit")
                            .when(NormalizationDefects::hasStrayStride),
                    Rule.of(
                                    "softmax-gradient-layouts",
                                    CRASH,
                                    "The reference takes diff_src to lie in memory like diff_dst:"
                                            + " where the axis is innermost, and where it clears"
                                            + " the rest of blocks that are not full.")
                            .primitives(SOFTMAX)
                            .byLayout()
                            .references()
                            .onlyIf(problem -> problem.pass() == Pass.BACKWARD_DATA)
                            .when(NormalizationDefects::clearsByTheOther),
                    Rule.of(
                                    "softmax-operand-rows",
                                    CRASH,
                                    "Along an innermost axis the reference looks for the element of"
                                            + " an operand of post-ops where the row lies in"
                                            + " memory, which is another place where rows are"
                                            + " padded or not in the order of a C array.")
                            .primitives(SOFTMAX)
                            .byLayout()
                            .references()
                            .onlyIf(OperandDefects::hasVaryingOperand)
                            .when(NormalizationDefects::hasMovedRows),
                    Rule.of(
                                    "softmax-padded-bytes",
                                    REFUSAL,
                                    "It cannot generate the code that writes the padding of an axis"
                                            + " of bytes, and that thread can then generate no code"
                                            + " for any primitive.")
                            .primitives(SOFTMAX)
                            .byLayout()
                            .families("jit")
                            .when(NormalizationDefects::padsBytes),
                    Rule.of(
                                    "bnorm-workspace-gaps",
                                    CRASH,
                                    "With a fused ReLU and gaps in src, or a box, the reference"
                                            + " writes beyond its workspace.")
                            .primitives(BATCH_NORMALIZATION)
                            .byLayout()
                            .onlyIf(problem -> problem.variant().contains("R"))
                            .references()
                            .when(NormalizationDefects::notesGappedSource));

    private NormalizationDefects() {}

    private static boolean hasOffset(Problem problem) {
        return problem.tensors().values().stream().anyMatch(ProblemTensor::hasOffset);
    }

    private static boolean hasStrayStride(Problem problem) {
        return problem.tensors().values().stream()
                .anyMatch(
                        tensor -> {
                            long stride = tensor.strides()[problem.axis()];
                            return tensor.dim(problem.axis()) == 1
                                    && stride > 0
                                    && tensor.elements() % stride != 0;
                        });
    }

    private static boolean clearsByTheOther(Problem problem) {
        Blocking gradient = problem.input().blocking();
        Blocking other = problem.output().blocking();
        return (problem.output().isPadded() || isAlongLast(problem))
                && (gradient == null || other == null || !gradient.isLike(other));
    }

    /// Whether all dimensions behind the axis have one element.
    private static boolean isAlongLast(Problem problem) {
        for (int d = problem.axis() + 1; d < problem.output().ndims(); d++) {
            if (problem.output().dim(d) > 1) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasMovedRows(Problem problem) {
        return isAlongLast(problem) && problem.output().isDense() && !problem.output().isOrdered();
    }

    private static boolean padsBytes(Problem problem) {
        String written = problem.pass() == Pass.FORWARD ? "dst" : "diff_src";
        return problem.tensors().entrySet().stream()
                .filter(entry -> entry.getKey().equals(written))
                .map(Map.Entry::getValue)
                .anyMatch(
                        tensor ->
                                tensor.isBytes()
                                        && tensor.paddedDims()[problem.axis()]
                                                != tensor.dim(problem.axis()));
    }

    /// A workspace is there where the ReLU of a training pass is fused in.
    private static boolean notesGappedSource(Problem problem) {
        ProblemTensor src = problem.tensor("src");
        boolean notes =
                problem.variant().contains("R")
                        && (problem.training() || problem.pass() == Pass.BACKWARD_DATA);
        return notes && src != null && (hasOffset(problem) || src.hasGaps());
    }
}
