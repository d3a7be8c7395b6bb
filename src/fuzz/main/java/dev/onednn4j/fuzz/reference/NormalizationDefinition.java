package dev.onednn4j.fuzz.reference;

import static dev.onednn4j.fuzz.reference.EltwiseFormula.EPSILON;

import dev.onednn4j.fuzz.problem.FuzzProblem;
import dev.onednn4j.fuzz.problem.Pass;

import java.util.LinkedHashMap;
import java.util.Map;

/// What batch normalizations and their gradients are by definition, and how wrong each may be in
/// f32: a sum of m terms by m·ε times the sum of their magnitudes, whatever the order, and each of
/// the few other operations by ε times the largest number that takes part.
final class NormalizationDefinition implements Definition {
    /// The operations besides sums, each wrong by half a unit.
    private static final int OPERATIONS = 32;

    /// What is added to the variance in every problem.
    static final double ADDED = 0.125;

    private final FuzzProblem problem;
    private final int[] channel;
    private final int channels;
    private final double count;
    private final double roundings;

    NormalizationDefinition(FuzzProblem problem) {
        this.problem = problem;
        long[] dims = problem.sizes().dims("src");
        this.channel = Places.along(dims, 1);
        this.channels = (int) dims[1];
        this.count = (double) channel.length / channels;
        this.roundings = EPSILON * (count + OPERATIONS);
    }

    private boolean has(char flag) {
        return problem.option("flags").indexOf(flag) >= 0;
    }

    /// A number of each element.
    private interface PerElement {
        double of(int element, int channel);
    }

    private double[] sums(PerElement term) {
        double[] sums = new double[channels];
        for (int i = 0; i < channel.length; i++) {
            sums[channel[i]] += term.of(i, channel[i]);
        }
        return sums;
    }

    private double[] means(PerElement term) {
        double[] means = sums(term);
        for (int c = 0; c < channels; c++) {
            means[c] /= count;
        }
        return means;
    }

    private double[] map(PerElement function) {
        double[] results = new double[channel.length];
        for (int i = 0; i < results.length; i++) {
            results[i] = function.of(i, channel[i]);
        }
        return results;
    }

    private static double inverse(double variance) {
        return 1 / Math.sqrt(variance + ADDED);
    }

    private static double square(double x) {
        return x * x;
    }

    @Override
    public Map<String, Bounds> results(Inputs inputs) {
        return problem.pass().isForward() ? forward(inputs) : backward(inputs);
    }

    private Map<String, Bounds> forward(Inputs inputs) {
        double[] x = inputs.get("src");
        boolean given = has('G');
        double[] mean = given ? inputs.get("mean") : means((i, c) -> x[i]);
        double[] variance =
                given ? inputs.get("variance") : means((i, c) -> square(x[i] - mean[c]));
        double[] off = new double[channels];
        double[] wide = new double[channels];
        if (!given) {
            double[] sizes = means((i, c) -> Math.abs(x[i]));
            for (int c = 0; c < channels; c++) {
                off[c] = sizes[c] * roundings;
            }
            double[] around =
                    means(
                            (i, c) -> {
                                double distance = Math.abs(x[i] - mean[c]);
                                return 2 * distance * off[c]
                                        + square(off[c])
                                        + roundings * square(distance);
                            });
            System.arraycopy(around, 0, wide, 0, channels);
        }
        double[] exact =
                map(
                        (i, c) -> {
                            double y =
                                    inputs.channel("scale", c, 1)
                                                    * (x[i] - mean[c])
                                                    * inverse(variance[c])
                                            + inputs.channel("shift", c, 0);
                            return has('R') && y < 0 ? 0 : y;
                        });
        double[] tolerance =
                map(
                        (i, c) -> {
                            double slope =
                                    Math.abs(inputs.channel("scale", c, 1)) * inverse(variance[c]);
                            double size = Math.abs(x[i]) + Math.abs(mean[c]);
                            double error =
                                    wide[c] / (2 * (variance[c] + ADDED)) + OPERATIONS * EPSILON;
                            return slope * off[c]
                                    + slope * size * error
                                    + 8 * EPSILON * Math.abs(inputs.channel("shift", c, 0));
                        });
        Map<String, Bounds> results = new LinkedHashMap<>();
        Bounds normalized = Bounds.within(exact, tolerance);
        long[] dims = problem.sizes().dims("dst");
        results.put("dst", new Finish(problem, inputs, dims, 1).of(normalized));
        if (problem.pass() == Pass.TRAINING && !given) {
            results.put("mean", Bounds.within(mean, off));
            results.put("variance", Bounds.within(variance, wide));
        }
        return results;
    }

    private Map<String, Bounds> backward(Inputs inputs) {
        double[] x = inputs.get("src");
        double[] y = inputs.get("dst");
        double[] upstream = inputs.get("diff_dst");
        double[] mean = inputs.get("mean");
        double[] variance = inputs.get("variance");
        double[] gradient =
                map(
                        (i, c) -> {
                            if (!has('R')) {
                                return upstream[i];
                            }
                            double unsure = Double.isFinite(y[i]) ? 0 : Double.NaN;
                            return y[i] > 0 ? upstream[i] : unsure;
                        });
        double[] centered = map((i, c) -> (x[i] - mean[c]) * inverse(variance[c]));
        // What a difference is rounded by goes with the numbers, not with what is left of them.
        double[] sizes = map((i, c) -> (Math.abs(x[i]) + Math.abs(mean[c])) * inverse(variance[c]));
        double[] factor = new double[channels];
        for (int c = 0; c < channels; c++) {
            factor[c] = inputs.channel("scale", c, 1) * inverse(variance[c]);
        }
        double[] shift = sums((i, c) -> gradient[i]);
        double[] slope = sums((i, c) -> gradient[i] * centered[i]);
        double[] shiftSize = sums((i, c) -> Math.abs(gradient[i]));
        double[] slopeSize = sums((i, c) -> Math.abs(gradient[i]) * sizes[i]);
        double follows = has('G') ? 0 : 1;
        double[] exact =
                map(
                        (i, c) ->
                                factor[c]
                                        * (gradient[i]
                                                - follows
                                                        * (shift[c] + centered[i] * slope[c])
                                                        / count));
        double[] tolerance =
                map(
                        (i, c) ->
                                roundings
                                        * Math.abs(factor[c])
                                        * (Math.abs(gradient[i])
                                                + follows
                                                        * (shiftSize[c] + sizes[i] * slopeSize[c])
                                                        / count));
        Map<String, Bounds> results = new LinkedHashMap<>();
        results.put("diff_src", Bounds.within(exact, tolerance));
        if (has('C')) {
            results.put("diff_scale", Bounds.within(slope, times(slopeSize, roundings)));
        }
        if (has('H')) {
            results.put("diff_shift", Bounds.within(shift, times(shiftSize, roundings)));
        }
        return results;
    }

    private static double[] times(double[] values, double factor) {
        double[] results = values.clone();
        for (int i = 0; i < results.length; i++) {
            results[i] *= factor;
        }
        return results;
    }
}
