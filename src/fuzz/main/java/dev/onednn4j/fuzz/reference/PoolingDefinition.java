package dev.onednn4j.fuzz.reference;

import static dev.onednn4j.fuzz.reference.EltwiseFormula.EPSILON;

import dev.onednn4j.DataType;
import dev.onednn4j.fuzz.problem.FuzzProblem;
import dev.onednn4j.fuzz.problem.SlidingSizes;
import dev.onednn4j.fuzz.problem.WindowAxis;

import java.util.Map;

/// What poolings and their gradients are by definition. Maxima are exact, averages as far as
/// rounding allows.
final class PoolingDefinition implements Definition {
    private final FuzzProblem problem;
    private final boolean largest;
    private final boolean countsPadding;
    private final SlidingWindows windows;
    private final int kernel;

    PoolingDefinition(FuzzProblem problem) {
        this.problem = problem;
        this.largest = problem.option("alg").equals("max");
        this.countsPadding = problem.option("alg").equals("avg_p");
        SlidingSizes sizes = (SlidingSizes) problem.sizes();
        this.windows = new SlidingWindows(sizes);
        int taps = 1;
        for (WindowAxis axis : sizes.axes()) {
            taps *= (int) axis.kernel();
        }
        this.kernel = taps;
    }

    @Override
    public Map<String, Bounds> results(Inputs inputs) {
        double[] src = inputs.get("src");
        return problem.pass().isForward()
                ? Map.of("dst", forward(inputs, src))
                : Map.of("diff_src", backward(src, inputs.get("diff_dst")));
    }

    private Bounds forward(Inputs inputs, double[] src) {
        int[] count = new int[windows.results()];
        double[] values = new double[count.length];
        windows.visit(
                (s, d) -> {
                    if (largest) {
                        values[d] = count[d] == 0 ? src[s] : Math.max(values[d], src[s]);
                    } else {
                        values[d] += src[s];
                    }
                    count[d]++;
                });
        double[] tolerance = new double[count.length];
        if (!largest) {
            // A sum of small integers is exact in f32. It is divided, or multiplied by a
            // reciprocal: two roundings at most.
            for (int d = 0; d < count.length; d++) {
                values[d] /= divisor(count[d]);
                tolerance[d] = 2.01 * EPSILON * Math.abs(values[d]);
            }
        }
        long[] dims = problem.sizes().dims("dst");
        return new Finish(problem, inputs, dims, 1).of(Bounds.within(values, tolerance));
    }

    private int divisor(int met) {
        return countsPadding ? kernel : met;
    }

    private Bounds backward(double[] src, double[] upstream) {
        int[] count = new int[windows.results()];
        int[] first = new int[count.length];
        windows.visit(
                (s, d) -> {
                    if (count[d] == 0 || src[s] > src[first[d]]) {
                        first[d] = s;
                    }
                    count[d]++;
                });
        double[] exact = new double[src.length];
        double[] size = new double[src.length];
        int[] terms = new int[src.length];
        windows.visit(
                (s, d) -> {
                    if (!largest || first[d] == s) {
                        double share = upstream[d] / (largest ? 1 : divisor(count[d]));
                        exact[s] += share;
                        size[s] += Math.abs(share);
                        terms[s]++;
                    }
                });
        DataType type = problem.type("diff_src");
        double rounding =
                switch (type) {
                    case BF16 -> 0x1p-8;
                    case F16 -> 0x1p-11;
                    default -> EPSILON;
                };
        double[] tolerance = new double[src.length];
        for (int s = 0; s < tolerance.length; s++) {
            boolean sharp = largest && type == DataType.F32;
            tolerance[s] = sharp ? 0 : (terms[s] + 1.01) * rounding * size[s];
        }
        return Bounds.within(exact, tolerance);
    }
}
