package dev.onednn4j.internal.call;

import dev.onednn4j.Attributes;
import dev.onednn4j.DataType;
import dev.onednn4j.internal.attribute.ChainedOperation;
import dev.onednn4j.internal.attribute.Pass;
import dev.onednn4j.internal.memory.ProblemTensor;
import dev.onednn4j.internal.problem.ConvolutionShape;
import dev.onednn4j.internal.problem.Problem;

import java.util.Optional;

/// What a verification can check of a problem, and how far two right results may differ.
public final class VerificationBound {
    /// Sums of so many products of numbers up to 4 are exact in f32, whatever the order.
    private static final long EXACT_TERMS = (1L << 24) / 16;

    private VerificationBound() {}

    /// Why a problem cannot be checked; empty when it can.
    static Optional<String> obstacle(
            Problem problem, NativePrimitive primitive, long mostOperations) {
        boolean notes =
                primitive.arguments().stream()
                        .anyMatch(
                                argument ->
                                        argument.name().equals("workspace") && !argument.written());
        if (notes) {
            return Optional.of("it reads what a forward pass noted down");
        }
        if (primitive.runtimeArguments().containsKey(Attributes.ROUNDING_SEED)) {
            return Optional.of("it rounds at random");
        }
        long operations = operations(problem);
        return operations > mostOperations
                ? Optional.of("the reference would take too long for " + operations + " products")
                : Optional.empty();
    }

    /// How far results may differ: a share of the larger one, at least of 1; of integers, where
    /// sums are rounded, as far as 1 is of them. 0 where all sums are exact.
    static double tolerance(Problem problem) {
        if (isExact(problem)) {
            return 0;
        }
        DataType type = result(problem).type();
        return switch (type) {
            case F32, F64 -> problem.attributes().roundsFloats() ? 0.02 : 1e-4;
            case BF16 -> 0.02;
            case F16 -> 0.005;
            case F8_E4M3, F8_E5M2 -> 0.3;
            default -> 1;
        };
    }

    private static boolean isExact(Problem problem) {
        boolean sums =
                switch (problem.kind()) {
                    case CONVOLUTION, DECONVOLUTION, INNER_PRODUCT, MATMUL ->
                            terms(problem) <= EXACT_TERMS;
                    case SUM, CONCAT, REORDER -> true;
                    case POOLING -> problem.variant().equals("max");
                    case ELTWISE, SOFTMAX, BATCH_NORMALIZATION, BINARY -> false;
                };
        return sums
                && !problem.attributes().roundsFloats()
                && problem.attributes().scales().isEmpty()
                && problem.attributes().postOps().stream()
                        .allMatch(each -> each.kind() == ChainedOperation.Kind.SUM);
    }

    private static ProblemTensor result(Problem problem) {
        return switch (problem.pass()) {
            case FORWARD -> problem.output();
            case BACKWARD_DATA -> problem.input();
            case BACKWARD_WEIGHTS -> problem.kernel();
        };
    }

    private static long operations(Problem problem) {
        return multiply(result(problem).elements(), terms(problem));
    }

    private static long multiply(long left, long right) {
        long high = Math.multiplyHigh(left, right);
        long low = left * right;
        return high != 0 || low < 0 ? Long.MAX_VALUE : low;
    }

    /// How many products a sum has at most.
    private static long terms(Problem problem) {
        return switch (problem.kind()) {
            case CONVOLUTION, DECONVOLUTION -> terms(problem, problem.convolution());
            case INNER_PRODUCT ->
                    switch (problem.pass()) {
                        case FORWARD -> problem.kernel().elements() / problem.kernel().dim(0);
                        case BACKWARD_DATA -> problem.kernel().dim(0);
                        case BACKWARD_WEIGHTS -> problem.input().dim(0);
                    };
            case MATMUL -> problem.input().dim(problem.input().ndims() - 1);
            case POOLING -> {
                ConvolutionShape shape = problem.convolution();
                yield product(shape.kernel());
            }
            default -> 1;
        };
    }

    private static long terms(Problem problem, ConvolutionShape shape) {
        if (problem.pass() == Pass.BACKWARD_WEIGHTS) {
            return multiply(shape.batch(), product(shape.output()));
        }
        long channels = Math.max(shape.inputChannels(), shape.outputChannels()) / shape.groups();
        return multiply(channels, product(shape.kernel()));
    }

    private static long product(long... factors) {
        long product = 1;
        for (long factor : factors) {
            product *= factor;
        }
        return product;
    }
}
