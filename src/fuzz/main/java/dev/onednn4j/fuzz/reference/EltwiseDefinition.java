package dev.onednn4j.fuzz.reference;

import dev.onednn4j.EltwiseAlgorithm;
import dev.onednn4j.fuzz.problem.FuzzProblem;

import java.util.Locale;
import java.util.Map;

/// What element-wise functions and their gradients are by definition.
record EltwiseDefinition(FuzzProblem problem) implements Definition {
    /// The function of a problem.
    static EltwiseFormula formula(FuzzProblem problem) {
        return new EltwiseFormula(
                EltwiseAlgorithm.valueOf(problem.option("alg").toUpperCase(Locale.ROOT)),
                problem.number("alpha"),
                problem.number("beta"));
    }

    @Override
    public Map<String, Bounds> results(Inputs inputs) {
        EltwiseFormula formula = formula(problem);
        if (problem.pass().isForward()) {
            double[] low = inputs.get("src").clone();
            double[] high = low.clone();
            Interval value = new Interval();
            for (int i = 0; i < low.length; i++) {
                value.set(low[i], high[i]);
                if (value.isKnown()) {
                    value.apply(formula::value, formula::tolerance);
                }
                low[i] = value.low();
                high[i] = value.high();
            }
            long[] dims = problem.sizes().dims("dst");
            return Map.of("dst", new Finish(problem, inputs, dims, 1).of(new Bounds(low, high)));
        }
        double[] given = inputs.get(formula.algorithm().usesDst() ? "dst" : "src");
        double[] upstream = inputs.get("diff_dst");
        double[] exact = new double[given.length];
        double[] tolerance = new double[given.length];
        for (int i = 0; i < given.length; i++) {
            boolean known = Double.isFinite(given[i]);
            double slope = known ? formula.derivative(given[i]) : Double.NaN;
            exact[i] = upstream[i] * slope;
            tolerance[i] =
                    Math.abs(upstream[i])
                            * (formula.derivativeTolerance(given[i])
                                    + Math.abs(slope) * EltwiseFormula.EPSILON);
        }
        return Map.of("diff_src", Bounds.within(exact, tolerance));
    }
}
