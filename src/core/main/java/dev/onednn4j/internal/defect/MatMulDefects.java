package dev.onednn4j.internal.defect;

import static dev.onednn4j.Defect.Harm.CRASH;
import static dev.onednn4j.Defect.Harm.WRONG_RESULT;
import static dev.onednn4j.internal.problem.PrimitiveKind.MATMUL;

import dev.onednn4j.DataType;
import dev.onednn4j.internal.attribute.ChainedOperation;
import dev.onednn4j.internal.memory.ProblemTensor;
import dev.onednn4j.internal.problem.Implementation;
import dev.onednn4j.internal.problem.Problem;

import java.util.List;

/// Defects of matrix products.
final class MatMulDefects {
    private static final String GENERATED = "brg_matmul";

    static final List<Rule> RULES =
            List.of(
                    Rule.of(
                                    "matmul-one-row-batches",
                                    CRASH,
                                    "Weights of one row (K is 1) are taken for a transposed matrix"
                                        + " where the matrices of a batch do not lie in order:"
                                        + " wrong elements are read, at last beyond the tensor.")
                            .primitives(MATMUL)
                            .byLayout()
                            .families(GENERATED)
                            .onlyIf(MatMulDefects::isBatchOfOneRow)
                            .when(MatMulDefects::transposesOneRow),
                    Rule.of(
                                    "matmul-operands-permuted-dst",
                                    WRONG_RESULT,
                                    "It finds elements of operands of post-ops by the place of the"
                                        + " result's element in memory, as if dst lay as a C array"
                                        + " does.")
                            .primitives(MATMUL)
                            .byLayout()
                            .families(GENERATED)
                            .onlyIf(problem -> problem.attributes().hasOperands())
                            .when(problem -> !problem.output().isOrdered()),
                    Rule.of(
                                    "matmul-prelu-layout",
                                    WRONG_RESULT,
                                    "In products of batches it reads slopes of a prelu that differ"
                                        + " along the second and a later dimension as if they lay"
                                        + " like dst, not with the second dimension innermost.")
                            .primitives(MATMUL)
                            .families(GENERATED)
                            .when(MatMulDefects::hasSlopesAlongSecond),
                    Rule.of(
                                    "matmul-partial-operands",
                                    WRONG_RESULT,
                                    "In products of batches, in other types than f32, it reads the"
                                        + " wrong elements of an operand of post-ops that differs"
                                        + " along several dimensions but not along all.")
                            .primitives(MATMUL)
                            .families(GENERATED)
                            .when(MatMulDefects::hasPartialOperand),
                    Rule.of(
                                    "matmul-one-column-operands",
                                    WRONG_RESULT,
                                    "In products of batches with one column, where src is"
                                            + " transposed, it takes one element of an operand of"
                                            + " post-ops for several rows.")
                            .primitives(MATMUL)
                            .byLayout()
                            .families(GENERATED)
                            .onlyIf(problem -> isOneColumn(problem) && variesPartly(problem))
                            .when(MatMulDefects::isTransposed),
                    Rule.of(
                                    "matmul-gemm-scattered-operands",
                                    CRASH,
                                    "In products of batches whose dst has gaps, or another order"
                                        + " than a C array, it reads the wrong elements of an"
                                        + " operand of post-ops that differs along some dimensions,"
                                        + " and at last beyond it.")
                            .primitives(MATMUL)
                            .byLayout()
                            .families("gemm")
                            .onlyIf(MatMulDefects::variesPartly)
                            .when(problem -> !problem.output().isOrdered()),
                    Rule.of(
                                    "matmul-gemm-one-gapped-column",
                                    WRONG_RESULT,
                                    "In 8 bits, where the result is one column whose rows do not"
                                        + " follow each other in memory, it writes as if they did.")
                            .primitives(MATMUL)
                            .byLayout()
                            .implementations(
                                    "gemm:jit",
                                    implementation -> implementation.name().equals("gemm:jit"))
                            .onlyIf(Problem::isInteger)
                            .when(MatMulDefects::finishesGappedColumn));

    private MatMulDefects() {}

    private static boolean transposesOneRow(Problem problem) {
        ProblemTensor weights = problem.kernel();
        return isBatchOfOneRow(problem) && weights.isPlain() && !weights.isOrdered();
    }

    private static boolean isBatchOfOneRow(Problem problem) {
        ProblemTensor weights = problem.kernel();
        return weights.ndims() > 2 && weights.dim(weights.ndims() - 2) == 1;
    }

    private static boolean isOneColumn(Problem problem) {
        ProblemTensor dst = problem.output();
        return dst.dim(dst.ndims() - 1) == 1 && dst.dim(dst.ndims() - 2) > 1;
    }

    /// Whether src is not known to have its rows one after the other.
    private static boolean isTransposed(Problem problem) {
        ProblemTensor src = problem.input();
        int last = src.ndims() - 1;
        return src.dim(last) == 1 || src.strides()[last] != 1;
    }

    /// Whether an operand in a product of batches differs along some of the dimensions along which
    /// dst differs, but not along all.
    private static boolean variesPartly(Problem problem) {
        ProblemTensor dst = problem.output();
        int all = dst.mask();
        for (ChainedOperation operation : problem.attributes().postOps()) {
            int varying = operation.mask() & all;
            if (operation.hasOperand() && varying != 0 && varying != all) {
                return dst.ndims() > 2;
            }
        }
        return false;
    }

    private static boolean hasSlopesAlongSecond(Problem problem) {
        int second = 2;
        return problem.output().ndims() > 2
                && problem.attributes().postOps().stream()
                        .filter(operation -> operation.kind() == ChainedOperation.Kind.PRELU)
                        .mapToInt(ChainedOperation::mask)
                        .anyMatch(mask -> (mask & second) != 0 && mask >> 2 != 0);
    }

    private static boolean hasPartialOperand(Problem problem, Implementation implementation) {
        if (problem.input().type() == DataType.F32 && !implementation.usesAmx()) {
            return false;
        }
        int ndims = problem.output().ndims();
        int all = (1 << ndims) - 1;
        return ndims > 2
                && problem.attributes().postOps().stream()
                        .filter(ChainedOperation::hasOperand)
                        .mapToInt(ChainedOperation::mask)
                        .anyMatch(mask -> Integer.bitCount(mask) > 1 && mask != all);
    }

    private static boolean finishesGappedColumn(Problem problem) {
        ProblemTensor dst = problem.output();
        int rows = dst.ndims() - 2;
        return dst.dim(rows + 1) == 1 && dst.dim(rows) > 1 && dst.strides()[rows] != 1;
    }
}
