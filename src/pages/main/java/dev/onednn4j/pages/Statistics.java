package dev.onednn4j.pages;

import java.util.Arrays;
import java.util.stream.LongStream;

/// What many measured values come to.
///
/// Thread safe.
public final class Statistics {
    private final double[] sorted;

    private Statistics(double[] sorted) {
        this.sorted = sorted;
    }

    /// Of values that need no order.
    ///
    /// @param values are copied
    public static Statistics of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Statistics(sorted);
    }

    /// Of values that need no order.
    ///
    /// @param values are copied
    public static Statistics of(long... values) {
        return of(LongStream.of(values).asDoubleStream().toArray());
    }

    /// The first quartile; not a number where there is no value.
    public double quarter() {
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 4];
    }

    /// The middle value, or the mean of the two in the middle; not a number where there is no
    /// value.
    public double median() {
        return sorted.length == 0
                ? Double.NaN
                : (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /// The third quartile; not a number where there is no value.
    public double threeQuarters() {
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length - 1 - sorted.length / 4];
    }

    /// The mean of ratios: that of 2 and ½ is 1. Not a number where there is no value or a negative
    /// one.
    public double geometricMean() {
        return Math.exp(Arrays.stream(sorted).map(Math::log).average().orElse(Double.NaN));
    }
}
