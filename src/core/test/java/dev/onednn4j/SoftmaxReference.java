package dev.onednn4j;

import java.util.Arrays;

/// The softmax of one line and its gradient by their formulas, in double precision, and how wrong
/// each may be in f32.
///
/// An element that is x below the largest is subtracted with an error of x·ε, which its exponential
/// has relatively; the exponential itself and the division add a few ε, the sum of n positive terms
/// at most n.
final class SoftmaxReference {
    /// The operations of an exponential, a logarithm and a division, each wrong by half a unit.
    private static final int OPERATIONS = 16;

    private final SoftmaxAlgorithm algorithm;

    SoftmaxReference(SoftmaxAlgorithm algorithm) {
        this.algorithm = algorithm;
    }

    double[] forward(double[][] inputs) {
        double[] src = inputs[0];
        double largest = Arrays.stream(src).max().orElse(0);
        double sum = Arrays.stream(src).map(x -> Math.exp(x - largest)).sum();
        return Arrays.stream(src)
                .map(
                        x ->
                                switch (algorithm) {
                                    case ACCURATE -> Math.exp(x - largest) / sum;
                                    case LOG -> x - largest - Math.log(sum);
                                })
                .toArray();
    }

    double[] forwardTolerance(double[][] inputs) {
        double[] src = inputs[0];
        double[] result = forward(inputs);
        double largest = Arrays.stream(src).max().orElse(0);
        double range = largest - Arrays.stream(src).min().orElse(0);
        double[] tolerance = new double[src.length];
        for (int i = 0; i < src.length; i++) {
            double roundings = Stored.EPSILON * (range + src.length + OPERATIONS);
            // A logarithm makes the sum's relative error an absolute one.
            tolerance[i] =
                    switch (algorithm) {
                        case ACCURATE -> roundings * result[i];
                        case LOG ->
                                roundings
                                        + 2 * Stored.EPSILON * Math.abs(result[i])
                                        + Stored.LOGARITHM;
                    };
        }
        return tolerance;
    }

    double[] backward(double[][] inputs) {
        return backward(inputs[0], inputs[1], 1, -1);
    }

    /// The sum of the magnitudes of all that is added up, times the roundings.
    double[] backwardTolerance(double[][] inputs) {
        double[] magnitudes = Arrays.stream(inputs[1]).map(Math::abs).toArray();
        double[] absolute = inputs[0];
        if (algorithm == SoftmaxAlgorithm.ACCURATE) {
            absolute = Arrays.stream(inputs[0]).map(Math::abs).toArray();
        }
        double[] sizes = backward(absolute, magnitudes, 1, 1);
        double roundings = inputs[0].length + OPERATIONS;
        return Arrays.stream(sizes).map(x -> Stored.EPSILON * roundings * x).toArray();
    }

    private double[] backward(double[] dst, double[] diffDst, int own, int all) {
        double sum = 0;
        for (int i = 0; i < dst.length; i++) {
            sum +=
                    switch (algorithm) {
                        case ACCURATE -> diffDst[i] * dst[i];
                        case LOG -> diffDst[i];
                    };
        }
        double[] diffSrc = new double[dst.length];
        for (int i = 0; i < dst.length; i++) {
            diffSrc[i] =
                    switch (algorithm) {
                        case ACCURATE -> dst[i] * (own * diffDst[i] + all * sum);
                        case LOG -> own * diffDst[i] + all * Math.exp(dst[i]) * sum;
                    };
        }
        return diffSrc;
    }
}
