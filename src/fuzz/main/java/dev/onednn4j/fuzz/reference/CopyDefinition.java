package dev.onednn4j.fuzz.reference;

import dev.onednn4j.BinaryAlgorithm;
import dev.onednn4j.fuzz.problem.FuzzProblem;
import dev.onednn4j.fuzz.problem.TensorSizes;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/// What functions of two tensors, sums, concatenations and reorders are by definition.
record CopyDefinition(FuzzProblem problem) implements Definition {
    @Override
    public Map<String, Bounds> results(Inputs inputs) {
        long[] dims = problem.sizes().dims("dst");
        Bounds result =
                switch (problem.kind()) {
                    case BINARY -> new Finish(problem, inputs, dims, 1).of(binary(inputs, dims));
                    case SUM -> sum(inputs);
                    case CONCAT -> Bounds.exactly(joined(inputs, dims));
                    case REORDER -> Bounds.exactly(inputs.get("src").clone());
                    default -> throw new IllegalStateException("no copy: " + problem);
                };
        return Map.of("dst", result);
    }

    private Bounds binary(Inputs inputs, long[] dims) {
        BinaryAlgorithm algorithm =
                BinaryAlgorithm.valueOf(problem.option("alg").toUpperCase(Locale.ROOT));
        double[] first = inputs.get("src0");
        double[] second = inputs.get("src1");
        int[] firsts = Places.spread(dims, problem.sizes().dims("src0"));
        int[] seconds = Places.spread(dims, problem.sizes().dims("src1"));
        double[] low = new double[firsts.length];
        double[] high = new double[firsts.length];
        Interval value = new Interval();
        double scale = inputs.channel("src_scales", 0, 1);
        double otherScale = inputs.channel("src_1_scales", 0, 1);
        for (int i = 0; i < low.length; i++) {
            double x = first[firsts[i]] * scale;
            value.set(x, x);
            if (value.isKnown()) {
                Finish.combine(algorithm, value, second[seconds[i]] * otherScale);
            }
            low[i] = value.low();
            high[i] = value.high();
        }
        return new Bounds(low, high);
    }

    private Bounds sum(Inputs inputs) {
        String[] scales = problem.option("scales").split(":", -1);
        double[] sums = new double[inputs.get("src0").length];
        for (int i = 0; i < scales.length; i++) {
            double scale = Float.parseFloat(scales[i]);
            double[] source = inputs.get("src" + i);
            for (int j = 0; j < sums.length; j++) {
                sums[j] += scale * source[j];
            }
        }
        return Bounds.exactly(sums);
    }

    private double[] joined(Inputs inputs, long[] dims) {
        TensorSizes sizes = (TensorSizes) problem.sizes();
        int axis = sizes.axis();
        int inner = 1;
        for (int d = axis + 1; d < dims.length; d++) {
            inner *= (int) dims[d];
        }
        int row = inner * (int) dims[axis];
        int all = row;
        for (int d = 0; d < axis; d++) {
            all *= (int) dims[d];
        }
        double[] joined = new double[all];
        Arrays.fill(joined, Double.NaN);
        int start = 0;
        for (int i = 0; i < sizes.sources().size(); i++) {
            double[] source = inputs.get("src" + i);
            int part = inner * (int) (long) sizes.sources().get(i).get(axis);
            for (int j = 0; j < source.length; j++) {
                joined[j / part * row + start + j % part] = source[j];
            }
            start += part;
        }
        return joined;
    }
}
