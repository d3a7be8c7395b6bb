package dev.onednn4j;

import java.util.Arrays;

/// A batch normalization and its gradients by their formulas, in double precision, and how wrong
/// each may be in f32: a sum of m terms by m·ε times the sum of their magnitudes, whatever the
/// order, and each of the few other operations by ε times the largest number that takes part.
final class BatchNormalizationReference {
    /// The operations besides sums, each wrong by half a unit.
    private static final int OPERATIONS = 16;

    private final int channels;
    private final int area;
    private final int count;
    private final double epsilon;

    BatchNormalizationReference(long[] dims, double epsilon) {
        this.channels = (int) dims[1];
        this.epsilon = epsilon;
        int inner = 1;
        for (int d = 2; d < dims.length; d++) {
            inner *= (int) dims[d];
        }
        this.area = inner;
        this.count = (int) dims[0] * inner;
    }

    /// A number of each element.
    interface PerElement {
        double of(int element, int channel);
    }

    int channel(int element) {
        return element / area % channels;
    }

    /// The most roundings that lead to a number.
    double roundings() {
        return Stored.EPSILON * (count + OPERATIONS);
    }

    double[] sums(int elements, PerElement term) {
        double[] sums = new double[channels];
        for (int i = 0; i < elements; i++) {
            sums[channel(i)] += term.of(i, channel(i));
        }
        return sums;
    }

    double[] means(int elements, PerElement term) {
        return Arrays.stream(sums(elements, term)).map(sum -> sum / count).toArray();
    }

    double[] map(int elements, PerElement function) {
        double[] results = new double[elements];
        Arrays.setAll(results, i -> function.of(i, channel(i)));
        return results;
    }

    double[] mean(double[] src) {
        return means(src.length, (i, c) -> src[i]);
    }

    double[] meanTolerance(double[] src) {
        return scaled(means(src.length, (i, c) -> Math.abs(src[i])), roundings());
    }

    double[] variance(double[] src, double[] mean) {
        return means(src.length, (i, c) -> square(src[i] - mean[c]));
    }

    /// A difference from the mean is wrong by what the mean is wrong by and the rounding.
    double[] varianceTolerance(double[] src, double[] mean) {
        double[] off = meanTolerance(src);
        return means(
                src.length,
                (i, c) -> {
                    double distance = Math.abs(src[i] - mean[c]);
                    return 2 * distance * off[c] + square(off[c]) + roundings() * square(distance);
                });
    }

    double inverse(double variance) {
        return 1 / Math.sqrt(variance + epsilon);
    }

    /// How far the reciprocal of the root moves, relatively, when the variance is wrong.
    double inverseError(double variance, double tolerance) {
        return tolerance / (2 * (variance + epsilon)) + OPERATIONS * Stored.EPSILON;
    }

    /// The gradient by src, or with the signs of all terms turned alike what bounds its error.
    ///
    /// @param statistics whether mean and variance follow from src
    /// @param sign −1, or 1 for the bound
    double[] diffSrc(
            double[] centered, double[] gradient, double[] factor, boolean statistics, int sign) {
        double[] shift = means(gradient.length, (i, c) -> gradient[i]);
        double[] slope = means(gradient.length, (i, c) -> gradient[i] * centered[i]);
        return map(
                gradient.length,
                (i, c) ->
                        factor[c]
                                * (gradient[i]
                                        + (statistics
                                                ? sign * (shift[c] + centered[i] * slope[c])
                                                : 0)));
    }

    static double[] scaled(double[] values, double factor) {
        return Arrays.stream(values).map(value -> value * factor).toArray();
    }

    static double[] magnitudes(double[] values) {
        return Arrays.stream(values).map(Math::abs).toArray();
    }

    private static double square(double x) {
        return x * x;
    }
}
