package dev.onednn4j.internal.defect;

import static dev.onednn4j.Defect.Harm.WRONG_RESULT;
import static dev.onednn4j.internal.problem.PrimitiveKind.BINARY;

import dev.onednn4j.internal.memory.Blocking;
import dev.onednn4j.internal.memory.ProblemTensor;
import dev.onednn4j.internal.problem.Problem;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/// Defects of the generated implementation of functions of two tensors. The reference
/// implementation, which comes next, is right.
final class BinaryDefects {
    static final List<Rule> RULES =
            List.of(
                    rule(
                                    "binary-padded-bytes",
                                    "It writes to the padding of bytes what the function makes of 0"
                                            + " and 0, which a quotient is not.")
                            .when(BinaryDefects::padsBytes),
                    rule(
                                    "binary-guessed-layout",
                                    "It guesses layouts from a few strides, and goes wrong with"
                                            + " those that are neither a C array's nor channels"
                                            + " last.")
                            .when(BinaryDefects::hasUnusualLayouts));

    private BinaryDefects() {}

    private static Rule.Builder rule(String id, String reason) {
        return Rule.of(id, WRONG_RESULT, reason)
                .primitives(BINARY)
                .byLayout()
                .implementations("jit*", implementation -> implementation.name().startsWith("jit"));
    }

    private static Collection<ProblemTensor> tensors(Problem problem) {
        return problem.tensors().values();
    }

    private static boolean padsBytes(Problem problem) {
        return problem.output().isPadded()
                && tensors(problem).stream().anyMatch(ProblemTensor::isBytes);
    }

    private static boolean hasUnusualLayouts(Problem problem) {
        return !areUsual(problem)
                && !areOfOneBlocking(problem)
                && (!areAlike(problem) || problem.attributes().hasOperands());
    }

    private static boolean areUsual(Problem problem) {
        return tensors(problem).stream()
                .allMatch(
                        tensor ->
                                tensor.isPlain()
                                        && (hasStrides(
                                                        tensor,
                                                        ProblemTensor.of(
                                                                        tensor.type(),
                                                                        tensor.dims())
                                                                .strides())
                                                || hasStrides(
                                                        tensor,
                                                        ProblemTensor.channelsLastStrides(
                                                                tensor.dims()))));
    }

    private static boolean hasStrides(ProblemTensor tensor, long... strides) {
        return Arrays.equals(tensor.strides(), strides);
    }

    private static boolean areOfOneBlocking(Problem problem) {
        Blocking first = problem.input().blocking();
        return tensors(problem).stream()
                .map(ProblemTensor::blocking)
                .allMatch(
                        blocking ->
                                first != null
                                        && blocking != null
                                        && !blocking.isPlain()
                                        && blocking.toString().equals(first.toString()));
    }

    /// Whether the n-th element in memory is the same of all tensors.
    private static boolean areAlike(Problem problem) {
        ProblemTensor first = problem.input();
        return tensors(problem).stream()
                .allMatch(
                        tensor ->
                                tensor.isPlain()
                                        && Arrays.equals(tensor.dims(), first.dims())
                                        && hasStrides(tensor, first.strides()));
    }
}
