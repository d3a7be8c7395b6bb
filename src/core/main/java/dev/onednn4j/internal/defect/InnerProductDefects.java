package dev.onednn4j.internal.defect;

import static dev.onednn4j.Defect.Harm.CRASH;
import static dev.onednn4j.Defect.Harm.WRONG_RESULT;
import static dev.onednn4j.internal.problem.PrimitiveKind.INNER_PRODUCT;

import dev.onednn4j.Defect;
import dev.onednn4j.internal.attribute.Pass;
import dev.onednn4j.internal.memory.ProblemTensor;
import dev.onednn4j.internal.problem.Problem;

import java.util.List;

/// Defects of inner products, forward and backward. The reference implementation has none of them.
final class InnerProductDefects {
    static final List<Rule> RULES =
            List.of(
                    rule(
                                    "ip-batch-innermost",
                                    CRASH,
                                    "The gradient by src multiplies matrices of other sizes than it"
                                            + " has where the batch of diff_src is the innermost"
                                            + " dimension: it fails, or writes beyond.")
                            .when(InnerProductDefects::swapsSizes),
                    rule(
                                    "ip-scattered-rows",
                                    WRONG_RESULT,
                                    "It takes images, and the weights of an output, for rows or"
                                        + " columns of a matrix even where they lie scattered, the"
                                        + " batch being neither outermost nor innermost.")
                            .when(
                                    problem ->
                                            hasScatteredRows(problem.input())
                                                    || hasScatteredRows(problem.kernel())),
                    rule(
                                    "ip-order-within-rows",
                                    WRONG_RESULT,
                                    "It accepts weights whose channels lie in another order than"
                                            + " those of src, and for one output even chooses"
                                            + " them.")
                            .when(InnerProductDefects::hasOtherOrder));

    private InnerProductDefects() {}

    private static Rule.Builder rule(String id, Defect.Harm harm, String reason) {
        return Rule.of(id, harm, reason)
                .primitives(INNER_PRODUCT)
                .byLayout()
                .implementations(
                        "all but ref", implementation -> !implementation.name().startsWith("ref"));
    }

    private static boolean swapsSizes(Problem problem) {
        ProblemTensor diffSrc = problem.input();
        return problem.pass() == Pass.BACKWARD_DATA
                && diffSrc.dim(0) > 1
                && diffSrc.strides()[0] == 1;
    }

    private static boolean hasScatteredRows(ProblemTensor tensor) {
        long[] strides = tensor.strides();
        if (!tensor.isPlain() || tensor.dim(0) == 1 || strides[0] == 1) {
            return false;
        }
        for (int d = 1; d < strides.length; d++) {
            if (tensor.dim(d) > 1 && strides[d] > strides[0]) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasOtherOrder(Problem problem) {
        return problem.input().isPlain() == problem.kernel().isPlain()
                && !haveRowsAlike(problem.input(), problem.kernel());
    }

    /// Whether all dimensions but the first lie in memory in the same order, their distances being
    /// the same up to a factor.
    private static boolean haveRowsAlike(ProblemTensor left, ProblemTensor right) {
        long[] own = left.strides();
        long[] others = right.strides();
        int reference = 0;
        for (int d = 1; d < own.length; d++) {
            if (left.dim(d) > 1) {
                reference = reference == 0 ? d : reference;
                if (!sameProduct(own[d], others[reference], own[reference], others[d])) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean sameProduct(long a, long b, long c, long d) {
        return a * b == c * d && Math.multiplyHigh(a, b) == Math.multiplyHigh(c, d);
    }
}
