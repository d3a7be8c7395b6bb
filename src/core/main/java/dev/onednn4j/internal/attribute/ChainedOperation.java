package dev.onednn4j.internal.attribute;

import dev.onednn4j.internal.memory.ProblemTensor;

import org.jspecify.annotations.Nullable;

/// A post-operation of a problem.
///
/// @param mask bit d is set where the operand, or the slopes, differ along dimension d
/// @param operand what a binary operation or a select takes; null where there is none
/// @param condition what a select asks; null where there is none
/// @param biased whether a depthwise convolution has a bias
public record ChainedOperation(
        Kind kind,
        int mask,
        @Nullable ProblemTensor operand,
        @Nullable ProblemTensor condition,
        boolean biased) {
    /// What it does.
    public enum Kind {
        ELTWISE,
        SUM,
        BINARY,
        SELECT,
        PRELU,
        DEPTHWISE
    }

    /// One without a tensor of its own.
    public static ChainedOperation of(Kind kind) {
        return new ChainedOperation(kind, 0, null, null, false);
    }

    /// A binary operation.
    public static ChainedOperation binary(int mask, ProblemTensor operand) {
        return new ChainedOperation(Kind.BINARY, mask, operand, null, false);
    }

    /// A choice between the result and an operand.
    public static ChainedOperation select(
            int mask, ProblemTensor operand, ProblemTensor condition) {
        return new ChainedOperation(Kind.SELECT, mask, operand, condition, false);
    }

    /// Slopes below 0.
    public static ChainedOperation prelu(int mask) {
        return new ChainedOperation(Kind.PRELU, mask, null, null, false);
    }

    /// A depthwise convolution.
    public static ChainedOperation depthwise(boolean biased) {
        return new ChainedOperation(Kind.DEPTHWISE, 0, null, null, biased);
    }

    /// Whether it reads a tensor besides the result.
    public boolean hasOperand() {
        return kind == Kind.BINARY || kind == Kind.SELECT || kind == Kind.PRELU;
    }
}
