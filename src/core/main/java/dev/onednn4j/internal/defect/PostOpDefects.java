package dev.onednn4j.internal.defect;

import static dev.onednn4j.Defect.Harm.CRASH;
import static dev.onednn4j.Defect.Harm.WRONG_RESULT;

import dev.onednn4j.internal.attribute.ChainedOperation;
import dev.onednn4j.internal.attribute.ChainedOperation.Kind;
import dev.onednn4j.internal.memory.Blocking;
import dev.onednn4j.internal.memory.ProblemTensor;
import dev.onednn4j.internal.problem.Implementation;
import dev.onednn4j.internal.problem.PrimitiveKind;
import dev.onednn4j.internal.problem.Problem;

import java.util.Arrays;
import java.util.List;

/// Defects of chains of post-operations, whatever primitive they belong to.
final class PostOpDefects {
    static final List<Rule> RULES =
            List.of(
                    Rule.of(
                                    "post-op-select-condition",
                                    WRONG_RESULT,
                                    "Generated code reads the condition of a select as if it had"
                                            + " the dimensions of dst and lay in memory like it.")
                            .primitives(PrimitiveKind.values())
                            .implementations(
                                    "all but those that compute post-ops in portable code",
                                    implementation -> !interpretsPostOps(implementation))
                            .byLayout()
                            .onlyIf(problem -> problem.attributes().has(Kind.SELECT))
                            .when(PostOpDefects::hasOtherCondition),
                    Rule.of(
                                    "post-op-prelu-masks",
                                    CRASH,
                                    "Portable code takes the slopes of a prelu by the mask of an"
                                            + " earlier one: with several masks it reads the wrong"
                                            + " ones, or beyond them.")
                            .primitives(PrimitiveKind.values())
                            .implementations(
                                    "those that compute post-ops in portable code",
                                    implementation ->
                                            interpretsPostOps(implementation)
                                                    || isPortable(implementation))
                            .when(PostOpDefects::hasSeveralPreluMasks));

    private PostOpDefects() {}

    /// Whether post-operations are computed element by element by portable code: a reference
    /// implementation, and a deconvolution that a convolution's gradient computes.
    private static boolean interpretsPostOps(Implementation implementation) {
        return implementation.name().startsWith("ref") || implementation.name().startsWith("conv:");
    }

    /// Whether portable code may follow fast code.
    private static boolean isPortable(Implementation implementation) {
        return implementation.name().contains("gemm") || implementation.name().startsWith("simple");
    }

    private static boolean hasOtherCondition(Problem problem) {
        for (ChainedOperation operation : problem.attributes().postOps()) {
            ProblemTensor condition = operation.condition();
            if (condition != null && !liesLike(condition, problem.output())) {
                return true;
            }
        }
        return false;
    }

    private static boolean liesLike(ProblemTensor condition, ProblemTensor dst) {
        Blocking own = condition.blocking();
        Blocking others = dst.blocking();
        return Arrays.equals(condition.dims(), dst.dims())
                && own != null
                && others != null
                && own.isLike(others);
    }

    private static boolean hasSeveralPreluMasks(Problem problem) {
        return problem.attributes().postOps().stream()
                        .filter(operation -> operation.kind() == Kind.PRELU)
                        .map(ChainedOperation::mask)
                        .distinct()
                        .count()
                > 1;
    }
}
