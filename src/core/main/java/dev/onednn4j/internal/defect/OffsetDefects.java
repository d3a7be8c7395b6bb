package dev.onednn4j.internal.defect;

import static dev.onednn4j.internal.problem.PrimitiveKind.BATCH_NORMALIZATION;
import static dev.onednn4j.internal.problem.PrimitiveKind.BINARY;
import static dev.onednn4j.internal.problem.PrimitiveKind.INNER_PRODUCT;
import static dev.onednn4j.internal.problem.PrimitiveKind.MATMUL;
import static dev.onednn4j.internal.problem.PrimitiveKind.POOLING;
import static dev.onednn4j.internal.problem.PrimitiveKind.SOFTMAX;

import dev.onednn4j.Defect;
import dev.onednn4j.internal.memory.ProblemTensor;
import dev.onednn4j.internal.problem.Implementation;
import dev.onednn4j.internal.problem.Problem;

import java.util.List;

/// Boxes within larger blocked tensors: descriptors of plain layouts have no offset.
final class OffsetDefects {
    static final List<Rule> RULES =
            List.of(
                    Rule.of(
                                    "offset-ignored",
                                    Defect.Harm.WRONG_RESULT,
                                    "It takes the start of the memory for the first element, which"
                                            + " it is not in a box within a larger blocked tensor.")
                            .primitives(
                                    INNER_PRODUCT,
                                    MATMUL,
                                    POOLING,
                                    SOFTMAX,
                                    BATCH_NORMALIZATION,
                                    BINARY)
                            .implementations(
                                    "all but ref (of softmax that too without gaps) and jit of"
                                            + " pooling",
                                    implementation -> true)
                            .onlyIf(
                                    problem ->
                                            problem.tensors().values().stream()
                                                    .anyMatch(ProblemTensor::hasOffset))
                            .when(OffsetDefects::ignores));

    private OffsetDefects() {}

    private static boolean ignores(Problem problem, Implementation implementation) {
        return switch (problem.kind()) {
            case SOFTMAX ->
                    implementation.has("jit")
                            || problem.tensors().values().stream()
                                    .anyMatch(tensor -> tensor.hasOffset() && !tensor.hasGaps());
            case POOLING -> implementation.name().startsWith("simple");
            default -> !implementation.name().startsWith("ref");
        };
    }
}
