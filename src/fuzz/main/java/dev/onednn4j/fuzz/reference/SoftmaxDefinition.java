package dev.onednn4j.fuzz.reference;

import static dev.onednn4j.fuzz.reference.EltwiseFormula.EPSILON;

import dev.onednn4j.fuzz.problem.FuzzProblem;

import java.util.Map;

/// What softmaxes and their gradients are by definition.
///
/// An element that is x below the largest is subtracted with an error of x·ε, which its exponential
/// has relatively; the exponential itself and the division add a few ε, the sum of n positive terms
/// at most n.
record SoftmaxDefinition(FuzzProblem problem) implements Definition {
    /// The operations of an exponential, a logarithm and a division, each wrong by half a unit.
    private static final int OPERATIONS = 32;

    @Override
    public Map<String, Bounds> results(Inputs inputs) {
        long[] dims = problem.sizes().dims("dst");
        return problem.pass().isForward()
                ? Map.of("dst", forward(inputs, dims))
                : Map.of("diff_src", backward(inputs.get("dst"), inputs.get("diff_dst"), dims));
    }

    private boolean isLogarithm() {
        return problem.option("alg").equals("log");
    }

    /// A row along the axis: where it begins, how far apart and how many its elements are.
    private interface Row {
        void visit(int start, int step, int length);
    }

    private void rows(long[] dims, Row row) {
        int axis = (int) problem.number("axis");
        int step = 1;
        for (int d = axis + 1; d < dims.length; d++) {
            step *= (int) dims[d];
        }
        int outer = 1;
        for (int d = 0; d < axis; d++) {
            outer *= (int) dims[d];
        }
        int length = (int) dims[axis];
        for (int i = 0; i < outer; i++) {
            for (int j = 0; j < step; j++) {
                row.visit(i * length * step + j, step, length);
            }
        }
    }

    private Bounds forward(Inputs inputs, long[] dims) {
        double[] src = inputs.get("src");
        double[] exact = new double[src.length];
        double[] tolerance = new double[src.length];
        rows(dims, (start, step, length) -> forward(src, exact, tolerance, start, step, length));
        // The scale of src is that of the result.
        double scale = inputs.channel("src_scales", 0, 1);
        for (int i = 0; i < exact.length; i++) {
            exact[i] *= scale;
            tolerance[i] *= scale;
        }
        return new Finish(problem, inputs, dims, 1).of(Bounds.within(exact, tolerance));
    }

    private void forward(
            double[] src, double[] exact, double[] tolerance, int start, int step, int length) {
        double largest = Double.NEGATIVE_INFINITY;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < length; i++) {
            largest = Math.max(largest, src[start + i * step]);
            least = Math.min(least, src[start + i * step]);
        }
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += Math.exp(src[start + i * step] - largest);
        }
        double roundings = EPSILON * (largest - least + length + OPERATIONS);
        for (int i = 0; i < length; i++) {
            int at = start + i * step;
            if (!Double.isFinite(largest) || !Double.isFinite(least)) {
                exact[at] = Double.NaN;
            } else if (isLogarithm()) {
                // A logarithm makes the sum's relative error an absolute one.
                exact[at] = src[at] - largest - Math.log(sum);
                tolerance[at] =
                        roundings + 2 * EPSILON * Math.abs(exact[at]) + EltwiseFormula.LOGARITHM;
            } else {
                exact[at] = Math.exp(src[at] - largest) / sum;
                tolerance[at] = roundings * exact[at];
            }
        }
    }

    private Bounds backward(double[] dst, double[] upstream, long[] dims) {
        double[] exact = new double[dst.length];
        double[] tolerance = new double[dst.length];
        rows(
                dims,
                (start, step, length) -> {
                    double sum = 0;
                    double size = 0;
                    for (int i = 0; i < length; i++) {
                        int at = start + i * step;
                        double term = upstream[at] * (isLogarithm() ? 1 : dst[at]);
                        sum += term;
                        size += Math.abs(term);
                    }
                    for (int i = 0; i < length; i++) {
                        int at = start + i * step;
                        double factor = isLogarithm() ? Math.exp(dst[at]) : dst[at];
                        double own = upstream[at] * (isLogarithm() ? 1 : factor);
                        exact[at] = own - factor * sum;
                        tolerance[at] =
                                EPSILON
                                        * (length + OPERATIONS)
                                        * (Math.abs(own) + Math.abs(factor) * size);
                    }
                });
        return Bounds.within(exact, tolerance);
    }
}
