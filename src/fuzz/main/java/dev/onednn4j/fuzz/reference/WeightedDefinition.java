package dev.onednn4j.fuzz.reference;

import dev.onednn4j.fuzz.problem.FuzzProblem;
import dev.onednn4j.fuzz.problem.InnerSizes;
import dev.onednn4j.fuzz.problem.Kind;
import dev.onednn4j.fuzz.problem.MatrixSizes;
import dev.onednn4j.fuzz.problem.Numbers;
import dev.onednn4j.fuzz.problem.SlidingSizes;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// What convolutions, deconvolutions, inner products and matrix products are by definition.
record WeightedDefinition(FuzzProblem problem) implements Definition {
    /// The sums of products of a kind of primitive.
    private interface Sums {
        double[] of(double[] first, double[] second);
    }

    @Override
    public Map<String, Bounds> results(Inputs inputs) {
        return switch (problem.pass()) {
            case INFERENCE, TRAINING -> Map.of("dst", forward(inputs));
            case BACKWARD_DATA ->
                    Map.of("src", sums(this::byData, inputs.get("weights"), inputs.get("dst")));
            case BACKWARD_WEIGHTS -> backwardWeights(inputs);
        };
    }

    private Bounds forward(Inputs inputs) {
        long[] dims = problem.sizes().dims("dst");
        int channel = channelDimension();
        double[] src = real(inputs, "src", problem.sizes().dims("src"), srcChannel());
        double[] weights =
                real(inputs, "weights", problem.sizes().dims("weights"), weightsChannel());
        Bounds sums = sums(this::forward, src, weights);
        if (problem.has("bias")) {
            addBias(sums, inputs, dims);
        }
        return new Finish(problem, inputs, dims, channel).of(sums);
    }

    /// What stored numbers stand for.
    private double[] real(Inputs inputs, String name, long[] dims, int channel) {
        double[] values = inputs.get(name).clone();
        String scales = name + "_scales";
        String zeroPoints = name + "_zero_points";
        if (!inputs.has(scales) && !inputs.has(zeroPoints)) {
            return values;
        }
        int[] channels = Places.along(dims, channel);
        boolean grouped =
                name.equals("weights")
                        && problem.sizes() instanceof SlidingSizes sliding
                        && sliding.groups() > 0;
        int[] within = grouped ? Places.along(dims, 1) : channels;
        for (int i = 0; i < values.length; i++) {
            int at = grouped ? channels[i] * (int) dims[1] + within[i] : channels[i];
            values[i] =
                    (values[i] - inputs.channel(zeroPoints, at, 0)) * inputs.channel(scales, at, 1);
        }
        return values;
    }

    private int channelDimension() {
        return problem.kind() == Kind.MATRIX_PRODUCT ? problem.sizes().dims("dst").length - 1 : 1;
    }

    private int srcChannel() {
        return problem.kind() == Kind.MATRIX_PRODUCT ? problem.sizes().dims("src").length - 1 : 1;
    }

    private int weightsChannel() {
        return problem.kind() == Kind.MATRIX_PRODUCT
                ? problem.sizes().dims("weights").length - 1
                : 0;
    }

    private void addBias(Bounds sums, Inputs inputs, long[] dims) {
        double[] bias = inputs.get("bias");
        int[] places =
                problem.kind() == Kind.MATRIX_PRODUCT
                        ? Places.spread(dims, problem.sizes().dims("bias"))
                        : Places.along(dims, 1);
        Interval value = new Interval();
        for (int i = 0; i < places.length; i++) {
            value.set(sums.low()[i], sums.high()[i]);
            value.add(bias[places[i]]);
            sums.low()[i] = value.low();
            sums.high()[i] = value.high();
        }
    }

    private Map<String, Bounds> backwardWeights(Inputs inputs) {
        double[] dst = inputs.get("dst");
        Map<String, Bounds> results = new LinkedHashMap<>();
        results.put("weights", sums(this::byWeights, inputs.get("src"), dst));
        if (problem.has("bias")) {
            long[] dims = problem.sizes().dims("dst");
            int[] channels = Places.along(dims, 1);
            double[] sums = new double[(int) dims[1]];
            for (int i = 0; i < dst.length; i++) {
                sums[channels[i]] += dst[i];
            }
            results.put("bias", Bounds.exactly(sums));
        }
        return results;
    }

    /// Sums, which are exact unless they may be rounded on the way.
    private Bounds sums(Sums sums, double[] first, double[] second) {
        double[] exact = sums.of(first, second);
        if (!problem.attributes().roundsSums()) {
            return new Bounds(exact, exact.clone());
        }
        double[] sizes = sums.of(magnitudes(first), magnitudes(second));
        double terms = (double) problem.sizes().cost() / Math.max(1, exact.length) + 1;
        double[] tolerance = Arrays.stream(sizes).map(x -> x * terms * 0x1p-8).toArray();
        return Bounds.within(exact, tolerance);
    }

    private static double[] magnitudes(double[] values) {
        return Arrays.stream(values).map(Math::abs).toArray();
    }

    private double[] forward(double[] src, double[] weights) {
        return switch (problem.sizes()) {
            case SlidingSizes sliding ->
                    new SlidingSums(sliding).forward(src, weights, count("dst"));
            case InnerSizes inner ->
                    ProductSums.transposed(src, weights, rows(inner), (int) inner.outputs());
            case MatrixSizes matrix -> ProductSums.batched(matrix, src, weights);
            default -> throw wrongSizes();
        };
    }

    private double[] byData(double[] weights, double[] dst) {
        return switch (problem.sizes()) {
            case SlidingSizes sliding ->
                    new SlidingSums(sliding).backwardData(weights, dst, count("src"));
            case InnerSizes inner ->
                    ProductSums.straight(
                            dst, weights, rows(inner), weights.length / (int) inner.outputs());
            default -> throw wrongSizes();
        };
    }

    private double[] byWeights(double[] src, double[] dst) {
        return switch (problem.sizes()) {
            case SlidingSizes sliding ->
                    new SlidingSums(sliding).backwardWeights(src, dst, count("weights"));
            case InnerSizes inner -> ProductSums.leftTransposed(dst, src, rows(inner));
            default -> throw wrongSizes();
        };
    }

    private static int rows(InnerSizes inner) {
        return (int) (long) inner.src().getFirst();
    }

    private int count(String operand) {
        return Math.toIntExact(Numbers.product(problem.sizes().dims(operand)));
    }

    private IllegalStateException wrongSizes() {
        return new IllegalStateException("no sums of " + problem);
    }
}
