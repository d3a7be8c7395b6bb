package dev.onednn4j.internal.defect;

import static dev.onednn4j.internal.problem.PrimitiveKind.ELTWISE;

import dev.onednn4j.Defect;
import dev.onednn4j.internal.attribute.ChainedOperation;
import dev.onednn4j.internal.memory.ProblemTensor;
import dev.onednn4j.internal.problem.PrimitiveKind;
import dev.onednn4j.internal.problem.Problem;

import java.util.Arrays;
import java.util.List;

/// What goes wrong with more dimensions than images have.
final class DimensionDefects {
    /// {N, C, D, H, W}
    private static final int IMAGE = 5;

    static final List<Rule> RULES =
            List.of(
                    Rule.of(
                                    "eltwise-six-dimensions",
                                    Defect.Harm.CRASH,
                                    "With more than 5 dimensions, and gaps, layouts that differ,"
                                        + " blocks that are not full or post-ops, it finds elements"
                                        + " by the first 5 alone, and reads and writes beside the"
                                        + " tensors.")
                            .primitives(ELTWISE)
                            .references()
                            .byLayout()
                            .onlyIf(DimensionDefects::isDeeperThanImage)
                            .when(
                                    problem ->
                                            !problem.attributes().postOps().isEmpty()
                                                    || !isDenseThroughout(problem)),
                    Rule.of(
                                    "post-op-operand-six-dimensions",
                                    Defect.Harm.WRONG_RESULT,
                                    "With more than 5 dimensions generated code reads the wrong"
                                            + " elements of an operand of post-ops.")
                            .primitives(PrimitiveKind.values())
                            .generated()
                            .onlyIf(DimensionDefects::isDeeperThanImage)
                            .when(DimensionDefects::hasVaryingOperand));

    private DimensionDefects() {}

    private static boolean isDeeperThanImage(Problem problem) {
        return problem.output().ndims() > IMAGE;
    }

    private static boolean isDenseThroughout(Problem problem) {
        long[] strides = problem.output().strides();
        return problem.tensors().values().stream()
                .allMatch(
                        tensor ->
                                tensor.isDense()
                                        && !tensor.isPadded()
                                        && Arrays.equals(tensor.strides(), strides));
    }

    private static boolean hasVaryingOperand(Problem problem) {
        for (ChainedOperation operation : problem.attributes().postOps()) {
            ProblemTensor operand = operation.operand();
            if (operand != null && operation.mask() != 0) {
                return true;
            }
        }
        return false;
    }
}
