package dev.onednn4j.internal.defect;

import static dev.onednn4j.Defect.Harm.CRASH;
import static dev.onednn4j.Defect.Harm.WRONG_RESULT;
import static dev.onednn4j.internal.problem.PrimitiveKind.POOLING;

import dev.onednn4j.internal.attribute.ChainedOperation;
import dev.onednn4j.internal.attribute.Pass;
import dev.onednn4j.internal.memory.ProblemTensor;
import dev.onednn4j.internal.problem.Problem;

import java.util.List;

/// Defects of poolings.
final class PoolingDefects {
    /// The channels in a block of the generated kernels.
    private static final int LANES = 16;

    /// The bytes in a vector of AVX2.
    private static final int BYTES = 32;

    /// Bytes in the widest vector.
    private static final int WIDEST_VECTOR = 64;

    static final List<Rule> RULES =
            List.of(
                    Rule.of(
                                    "pool-gradient-gaps",
                                    CRASH,
                                    "The reference gradient clears as many elements, from the start"
                                        + " of the memory, as diff_src has: with gaps those are"
                                        + " others, and in other types than f32 it writes beyond"
                                        + " its working memory.")
                            .primitives(POOLING)
                            .byLayout()
                            .references()
                            .when(
                                    problem ->
                                            problem.pass() == Pass.BACKWARD_DATA
                                                    && !problem.input().isDense()),
                    Rule.of(
                                    "pool-operand-tail",
                                    WRONG_RESULT,
                                    "It reads beyond the operand of a binary post-op that differs"
                                        + " by channel and lies in blocks, where the last block of"
                                        + " channels is not full.")
                            .primitives(POOLING)
                            .implementations(
                                    "jit with AVX-512",
                                    implementation ->
                                            implementation.has("jit")
                                                    && implementation.usesAvx512())
                            .byLayout()
                            .onlyIf(problem -> problem.attributes().hasOperands())
                            .when(PoolingDefects::hasOperandWithTail),
                    Rule.of(
                                    "pool-8-bit-small-tensor",
                                    CRASH,
                                    "It reads and writes whole vectors beside tensors that are"
                                            + " smaller, where the last block of channels is not"
                                            + " full.")
                            .primitives(POOLING)
                            .families("jit_int")
                            .when(PoolingDefects::isSmallerThanVectors),
                    Rule.of(
                                    "pool-integers-operand-tail",
                                    WRONG_RESULT,
                                    "Where the last vector of channels is not full it compares with"
                                            + " the wrong elements of an operand of post-ops.")
                            .primitives(POOLING)
                            .families("jit_int")
                            .onlyIf(OperandDefects::hasVaryingOperand)
                            .when(PoolingDefects::hasChannelTail),
                    Rule.of(
                                    "pool-max-of-negatives",
                                    WRONG_RESULT,
                                    "The reference looks for the largest element from the least one"
                                        + " of the type of dst on, and so loses what that type does"
                                        + " not hold before a post-op sees it.")
                            .primitives(POOLING)
                            .references()
                            .onlyIf(problem -> !problem.attributes().postOps().isEmpty())
                            .when(PoolingDefects::losesNegatives));

    private PoolingDefects() {}

    private static boolean hasChannelTail(Problem problem) {
        ProblemTensor src = problem.input();
        return src.dim(1) % (WIDEST_VECTOR / src.type().size()) != 0;
    }

    private static boolean isSmallerThanVectors(Problem problem) {
        return problem.input().dim(1) % BYTES != 0
                && Math.min(bytes(problem.input()), bytes(problem.output())) < 2 * BYTES;
    }

    private static long bytes(ProblemTensor tensor) {
        return tensor.elements() * tensor.type().size();
    }

    private static boolean losesNegatives(Problem problem) {
        return problem.pass() == Pass.FORWARD
                && problem.variant().equals("max")
                && problem.output().isBytes()
                && problem.input().type() != problem.output().type();
    }

    private static boolean hasOperandWithTail(Problem problem) {
        return problem.pass() == Pass.FORWARD
                && problem.input().dim(1) % LANES != 0
                && problem.attributes().postOps().stream()
                        .map(ChainedOperation::operand)
                        .anyMatch(
                                operand ->
                                        operand != null
                                                && operand.dim(1) > 1
                                                && !operand.isPlain());
    }
}
