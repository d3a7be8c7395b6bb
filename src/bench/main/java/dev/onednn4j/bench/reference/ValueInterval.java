package dev.onednn4j.bench.reference;

import java.util.function.DoubleUnaryOperator;

/// Where a value lies that a program works out in f32, while a reference works it out in double: a
/// single number as long as nothing is rounded, and as much more as roundings and approximations
/// may add up to afterwards.
///
/// Not thread safe.
final class ValueInterval {
    /// What a few roundings, or the product with a rounded reciprocal, may be off, relatively.
    private static final double ROUNDINGS = 4 * 0x1p-24;

    /// What benchdnn grants an approximated function, absolutely and relatively.
    private static final double APPROXIMATION = 2e-5;

    private static final double RELATIVE_APPROXIMATION = 8e-6;

    private double low;
    private double high;

    double low() {
        return low;
    }

    double high() {
        return high;
    }

    void set(double value) {
        low = value;
        high = value;
        round(0);
    }

    void set(double newLow, double newHigh) {
        low = newLow;
        high = newHigh;
    }

    /// Applies a function that is worked out with a few roundings.
    void apply(DoubleUnaryOperator function) {
        map(function);
        round(0);
    }

    /// Applies a function that is approximated.
    void approximate(DoubleUnaryOperator function) {
        map(function);
        low -= Math.max(APPROXIMATION, RELATIVE_APPROXIMATION * Math.abs(low));
        high += Math.max(APPROXIMATION, RELATIVE_APPROXIMATION * Math.abs(high));
        limit();
    }

    void add(double term) {
        low += term;
        high += term;
        round(term);
    }

    void multiply(double factor) {
        double first = low * factor;
        double second = high * factor;
        low = Math.min(first, second);
        high = Math.max(first, second);
        round(0);
    }

    /// x · factor + term, of which the product is rounded too.
    void multiplyAndAdd(double factor, double term) {
        multiply(factor);
        add(term);
    }

    /// The interval is so small that a function's extremes are at its ends or, where it turns, in
    /// its middle.
    private void map(DoubleUnaryOperator function) {
        double first = function.applyAsDouble(low);
        if (low == high) {
            low = first;
            high = first;
            return;
        }
        double middle = function.applyAsDouble(low + (high - low) / 2);
        double last = function.applyAsDouble(high);
        low = Math.min(middle, Math.min(first, last));
        high = Math.max(middle, Math.max(first, last));
    }

    /// @param term what was added, whose own rounding counts beside that of the result
    private void round(double term) {
        if (low == high && isExact(low) && isExact(term)) {
            return;
        }
        double lost = isExact(term) ? 0 : ROUNDINGS * Math.abs(term);
        low -= lost + ROUNDINGS * Math.abs(low);
        high += lost + ROUNDINGS * Math.abs(high);
        limit();
    }

    private static boolean isExact(double value) {
        return (float) value == value;
    }

    /// What f32 cannot hold is infinite.
    private void limit() {
        if (high > Float.MAX_VALUE) {
            high = Double.POSITIVE_INFINITY;
        }
        if (low < -Float.MAX_VALUE) {
            low = Double.NEGATIVE_INFINITY;
        }
    }
}
