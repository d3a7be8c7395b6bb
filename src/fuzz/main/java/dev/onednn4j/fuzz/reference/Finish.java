package dev.onednn4j.fuzz.reference;

import dev.onednn4j.BinaryAlgorithm;
import dev.onednn4j.EltwiseAlgorithm;
import dev.onednn4j.fuzz.problem.FuzzProblem;
import dev.onednn4j.fuzz.problem.PostOpSpec;

import java.util.ArrayList;
import java.util.List;

/// What is done to a result before it is stored: post-ops, the scale of dst and its zero point.
final class Finish {
    /// One step for the element at a place.
    private interface Step {
        void apply(Interval value, int place);
    }

    private final Inputs inputs;
    private final long[] dims;
    private final List<Step> steps = new ArrayList<>();

    /// @param dims of the result
    /// @param channelDimension the dimension along which scales of dst differ
    Finish(FuzzProblem problem, Inputs inputs, long[] dims, int channelDimension) {
        this.inputs = inputs;
        this.dims = dims;
        for (int i = 0; i < problem.attributes().postOps().size(); i++) {
            steps.add(step(problem.attributes().postOps().get(i), i));
        }
        int[] channels = Places.along(dims, Math.min(channelDimension, dims.length - 1));
        if (inputs.has("dst_scales")) {
            steps.add((x, i) -> x.divide(inputs.channel("dst_scales", channels[i], 1)));
        }
        if (inputs.has("dst_zero_points")) {
            steps.add((x, i) -> x.add(inputs.channel("dst_zero_points", channels[i], 0)));
        }
    }

    /// The results.
    ///
    /// @param before between what bounds the numbers lie before
    Bounds of(Bounds before) {
        if (steps.isEmpty()) {
            return before;
        }
        double[] low = before.low().clone();
        double[] high = before.high().clone();
        Interval value = new Interval();
        for (int i = 0; i < low.length; i++) {
            value.set(low[i], high[i]);
            for (int s = 0; s < steps.size() && value.isKnown(); s++) {
                steps.get(s).apply(value, i);
            }
            low[i] = value.low();
            high[i] = value.high();
        }
        return new Bounds(low, high);
    }

    private Step step(PostOpSpec operation, int index) {
        return switch (operation) {
            case PostOpSpec.Function function -> function(function);
            case PostOpSpec.WithTensor binary -> binary(binary, index);
            case PostOpSpec.Choice choice -> choice(choice, index);
            case PostOpSpec.Slopes slopes -> slopes(slopes, index);
            case PostOpSpec.Addition sum -> {
                double[] held = inputs.get("dst");
                yield (x, i) -> {
                    double summand = sum.scale() * (held[i] - sum.zeroPoint());
                    addKnown(x, summand);
                };
            }
        };
    }

    private static void addKnown(Interval x, double summand) {
        if (Double.isFinite(summand)) {
            x.add(summand);
        } else {
            x.forget();
        }
    }

    private static Step function(EltwiseFormula formula) {
        return (x, i) -> x.apply(formula::value, formula::tolerance);
    }

    private static Step function(PostOpSpec.Function function) {
        EltwiseFormula formula =
                new EltwiseFormula(function.algorithm(), function.alpha(), function.beta());
        if (function.algorithm() == EltwiseAlgorithm.ROUND) {
            return (x, i) -> x.rising(Math::rint);
        }
        return function(formula);
    }

    private Step binary(PostOpSpec.WithTensor binary, int index) {
        double[] operand = inputs.get("operand" + index);
        int[] places = Places.spread(dims, Places.masked(dims, binary.mask()));
        return (x, i) -> combine(binary.algorithm(), x, operand[places[i]]);
    }

    private Step choice(PostOpSpec.Choice choice, int index) {
        double[] operand = inputs.get("operand" + index);
        double[] condition = inputs.get("condition" + index);
        int[] places = Places.spread(dims, Places.masked(dims, choice.mask()));
        int[] holds = Places.spread(dims, Places.masked(dims, choice.conditionMask()));
        return (x, i) -> {
            double other = operand[places[i]];
            if (!Double.isFinite(other)) {
                x.forget();
            } else if (condition[holds[i]] == 0) {
                x.set(other, other);
            }
        };
    }

    private Step slopes(PostOpSpec.Slopes slopes, int index) {
        double[] operand = inputs.get("slopes" + index);
        int[] places = Places.spread(dims, Places.masked(dims, slopes.mask()));
        return (x, i) -> {
            double slope = operand[places[i]];
            if (Double.isFinite(slope)) {
                x.apply(value -> value > 0 ? value : slope * value, value -> 0);
            } else {
                x.forget();
            }
        };
    }

    /// A function of a number and an operand.
    static void combine(BinaryAlgorithm algorithm, Interval x, double y) {
        if (!Double.isFinite(y)) {
            x.forget();
            return;
        }
        double low = x.low();
        double high = x.high();
        switch (algorithm) {
            case ADD -> x.add(y);
            case SUB -> x.add(-y);
            case MUL -> x.multiply(y);
            case DIV -> x.divide(y);
            case MAX -> x.rising(value -> Math.max(value, y));
            case MIN -> x.rising(value -> Math.min(value, y));
            case GE -> x.decide(low >= y, high >= y);
            case GT -> x.decide(low > y, high > y);
            case LE -> x.decide(high <= y, low <= y);
            case LT -> x.decide(high < y, low < y);
            case EQ -> x.decide(low == y && high == y, low <= y && high >= y);
            case NE -> x.decide(low > y || high < y, low != y || high != y);
        }
    }
}
