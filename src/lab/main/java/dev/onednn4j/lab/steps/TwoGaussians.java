package dev.onednn4j.lab.steps;

import dev.onednn4j.Engine;
import dev.onednn4j.lab.notebook.Chart;
import dev.onednn4j.lab.notebook.Notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The integral that the sum stands for: two Gaussians, whose convolution is a Gaussian with the
/// sum of their variances.
final class TwoGaussians {
    private static final double FIRST = 1;
    private static final double SECOND = 0.75;

    /// How far out functions are sampled; what is left there is less than an f32 can tell from 0.
    private static final double REACH = 8;

    private static final double[] STEPS = {2, 1.5, 1, 0.75, 0.5, 0.25, 0.125};

    /// Values are below 1, so single precision cannot do better than this.
    private static final double ROUNDING = 1e-6;

    private TwoGaussians() {}

    static void run(Engine engine, Notebook notebook) {
        notebook.text(
                """
                The sum stands for an integral. Two Gaussians show how well: their convolution is
                known, a Gaussian whose variance is the sum of theirs. Sampled at distances h, the
                sum times h comes nearer to it as h shrinks, until the rounding of f32 is all that
                is left.\
                """);
        notebook.equation(
                "(f * g)(x) = ∫ f(a) g(x-a) da ≈ h Σa f(a) g(x-a)",
                "(f * g)(x) = \\int f(a)\\, g(x-a)\\, da \\approx h \\sum_a f(a)\\, g(x-a)");
        notebook.equation("σ² = σf² + σg²", "\\sigma^2 = \\sigma_f^2 + \\sigma_g^2");
        double[] errors = new double[STEPS.length];
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < STEPS.length; i++) {
            errors[i] = error(engine, STEPS[i]);
            rows.add(
                    List.of(
                            Double.toString(STEPS[i]),
                            Integer.toString(samples(STEPS[i])),
                            String.format(Locale.ROOT, "%.1e", errors[i])));
        }
        notebook.table(
                "How far the sum is from the integral", List.of("h", "samples", "error"), rows);
        boolean shrinks = true;
        for (int i = 1; i < errors.length; i++) {
            shrinks &= errors[i] < errors[i - 1] || errors[i] < ROUNDING;
        }
        notebook.check("the error shrinks with h, down to 1e-6", shrinks);
        notebook.difference("the sum against the integral", errors[errors.length - 1], ROUNDING);
        notebook.chart(
                new Chart(
                        "Two Gaussians, sampled",
                        "h",
                        "largest error of f * g",
                        /* logX= */ true,
                        /* logY= */ true,
                        List.of(new Chart.Series("error", STEPS, errors, false))));
    }

    /// The largest error at any sample.
    private static double error(Engine engine, double step) {
        Plane f = sampled(FIRST, step);
        Plane g = sampled(SECOND, step);
        Plane convolved = Flip.byDeconvolution(engine, f, g);
        double sigma = Math.hypot(FIRST, SECOND);
        double largest = 0;
        for (int i = 0; i < convolved.width(); i++) {
            // Positions add up as indices do, so the middle is where both middles meet.
            double x = (i - convolved.width() / 2) * step;
            double error = Math.abs(step * convolved.at(0, i) - gaussian(x, sigma));
            largest = Math.max(largest, error);
        }
        return largest;
    }

    private static int samples(double step) {
        return 2 * (int) (REACH / step) + 1;
    }

    private static Plane sampled(double sigma, double step) {
        int count = samples(step);
        return Plane.of(1, count, (_, i) -> gaussian((i - count / 2) * step, sigma));
    }

    private static double gaussian(double x, double sigma) {
        double ratio = x / sigma;
        return Math.exp(-ratio * ratio / 2) / (sigma * Math.sqrt(2 * Math.PI));
    }
}
