package dev.onednn4j.bench.reference;

import dev.onednn4j.BinaryAlgorithm;
import dev.onednn4j.EltwiseAlgorithm;
import dev.onednn4j.bench.problem.PostOpLink;
import dev.onednn4j.bench.problem.PostOperations;
import dev.onednn4j.bench.problem.RuntimeNames;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Works out a part of a chain of post-operations on single elements.
///
/// Thread safe.
final class PostOpEvaluation {
    private final List<PostOpLink> links;
    private final int from;
    private final int to;
    private final OperandReader[] operands;
    private final OperandReader[] conditions;
    private final double @Nullable [] before;
    private final long channels;
    private final int area;

    /// @param from the first operation
    /// @param to the one behind the last
    /// @param dims those of the tensor that the operations work on
    /// @param before what that tensor held before, for sums; null where there is none
    PostOpEvaluation(
            PostOperations chain,
            int from,
            int to,
            RuntimeValues runtime,
            long[] dims,
            double @Nullable [] before) {
        this.links = chain.links();
        this.from = from;
        this.to = to;
        this.before = before;
        this.channels = dims[1];
        long places = 1;
        for (int d = 2; d < dims.length; d++) {
            places *= dims[d];
        }
        this.area = Math.toIntExact(places);
        this.operands = new OperandReader[links.size()];
        this.conditions = new OperandReader[links.size()];
        for (int i = from; i < to; i++) {
            read(i, runtime, dims);
        }
    }

    private void read(int link, RuntimeValues runtime, long[] dims) {
        int bits =
                switch (links.get(link)) {
                    case PostOpLink.BinaryLink binary -> binary.operand().bits(dims.length);
                    case PostOpLink.SelectLink select -> {
                        conditions[link] =
                                new OperandReader(
                                        runtime.get(RuntimeNames.condition(link)),
                                        select.condition().bits(dims.length),
                                        dims);
                        yield select.operand().bits(dims.length);
                    }
                    case PostOpLink.PreluLink prelu -> prelu.mask().bits(dims.length);
                    default -> -1;
                };
        if (bits >= 0) {
            operands[link] = new OperandReader(runtime.get(RuntimeNames.operand(link)), bits, dims);
        }
    }

    boolean isEmpty() {
        return from >= to;
    }

    /// Applies the operations to an element.
    ///
    /// @param place counted over all spatial dimensions
    void apply(ValueInterval value, long image, long channel, int place) {
        for (int i = from; i < to; i++) {
            switch (links.get(i)) {
                case PostOpLink.SumLink sum -> {
                    double old = before == null ? 0 : before[index(image, channel, place)];
                    value.add((float) sum.scale() * (old - sum.zeroPoint()));
                }
                case PostOpLink.FunctionLink function -> apply(function, value);
                case PostOpLink.BinaryLink binary -> {
                    double operand = operands[i].get(image, channel, place);
                    apply(binary.algorithm(), value, operand);
                }
                case PostOpLink.SelectLink select -> {
                    if (conditions[i].get(image, channel, place) == 0) {
                        value.set(operands[i].get(image, channel, place));
                    }
                }
                case PostOpLink.PreluLink prelu -> {
                    double slope = operands[i].get(image, channel, place);
                    value.apply(x -> x > 0 ? x : x * slope);
                }
                case PostOpLink.DepthwiseLink depthwise ->
                        throw new IllegalStateException("a convolution is no element's affair");
            }
        }
    }

    private int index(long image, long channel, int place) {
        return Math.toIntExact((image * channels + channel) * area + place);
    }

    private static void apply(PostOpLink.FunctionLink function, ValueInterval value) {
        double alpha = (float) function.alpha();
        double beta = (float) function.beta();
        if (function.algorithm() == EltwiseAlgorithm.LINEAR) {
            value.multiplyAndAdd(alpha, beta);
        } else if (EltwiseFunctions.isArithmetic(function.algorithm())) {
            value.apply(x -> EltwiseFunctions.apply(function.algorithm(), x, alpha, beta));
        } else {
            value.approximate(x -> EltwiseFunctions.apply(function.algorithm(), x, alpha, beta));
        }
    }

    private static void apply(BinaryAlgorithm algorithm, ValueInterval value, double y) {
        switch (algorithm) {
            case ADD -> value.add(y);
            case SUB -> value.add(-y);
            case MUL -> value.multiply(y);
            case DIV -> value.apply(x -> x / y);
            case MAX -> value.apply(x -> Math.max(x, y));
            case MIN -> value.apply(x -> Math.min(x, y));
            case GE -> value.apply(x -> x >= y ? 1 : 0);
            case GT -> value.apply(x -> x > y ? 1 : 0);
            case LE -> value.apply(x -> x <= y ? 1 : 0);
            case LT -> value.apply(x -> x < y ? 1 : 0);
            case EQ -> value.apply(x -> x == y ? 1 : 0);
            case NE -> value.apply(x -> x != y ? 1 : 0);
        }
    }
}
