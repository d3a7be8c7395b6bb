package dev.onednn4j.fuzz.reference;

import java.util.function.DoubleUnaryOperator;

/// A number that is known within bounds, on its way through operations in f32. One that f32 holds
/// exactly stays exact.
///
/// For one thread.
final class Interval {
    private static final int SAMPLES = 16;

    private double low;
    private double high;

    void set(double least, double most) {
        low = least;
        high = most;
        if (!Double.isFinite(low) || !Double.isFinite(high)) {
            forget();
        }
    }

    double low() {
        return low;
    }

    double high() {
        return high;
    }

    /// It may be anything.
    void forget() {
        low = Double.NaN;
        high = Double.NaN;
    }

    boolean isKnown() {
        return Double.isFinite(low) && Double.isFinite(high);
    }

    void add(double summand) {
        settle(low + summand, high + summand);
    }

    void multiply(double factor) {
        settle(low * factor, high * factor);
    }

    void divide(double divisor) {
        settle(low / divisor, high / divisor);
    }

    /// Applies a function that never falls.
    void rising(DoubleUnaryOperator function) {
        settle(function.applyAsDouble(low), function.applyAsDouble(high));
    }

    /// Applies any function, which is looked at in some places where the bounds differ. Between
    /// them it is taken to change by no more than from one of them to the next.
    ///
    /// @param tolerance how wrong its value may be
    void apply(DoubleUnaryOperator function, DoubleUnaryOperator tolerance) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        int samples = low == high ? 0 : SAMPLES;
        double start = low;
        double width = high - low;
        boolean around = low < 0 && high > 0;
        double before = Double.NaN;
        double change = 0;
        for (int i = around ? -1 : 0; i <= samples; i++) {
            double x = i < 0 ? 0 : samples == 0 ? start : start + width * i / samples;
            double value = function.applyAsDouble(x);
            double slack = tolerance.applyAsDouble(x);
            if (Double.isNaN(value) || Double.isNaN(slack)) {
                forget();
                return;
            }
            least = Math.min(least, value - slack);
            most = Math.max(most, value + slack);
            if (i > 0) {
                change = Math.max(change, Math.abs(value - before));
            }
            before = value;
        }
        settle(least - change, most + change);
    }

    /// Sets 1 where a condition holds and 0 where it does not.
    ///
    /// @param sure whether it holds whatever the number is
    /// @param possible whether it may hold
    void decide(boolean sure, boolean possible) {
        set(sure ? 1 : 0, possible ? 1 : 0);
    }

    /// Takes up the result of an operation in f32, which may be rounded.
    private void settle(double first, double second) {
        double least = Math.min(first, second);
        double most = Math.max(first, second);
        if ((float) least != least) {
            least -= Math.ulp((float) least);
        }
        if ((float) most != most) {
            most += Math.ulp((float) most);
        }
        set(least, most);
    }
}
