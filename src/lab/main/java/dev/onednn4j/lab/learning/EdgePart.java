package dev.onednn4j.lab.learning;

import dev.onednn4j.Engine;
import dev.onednn4j.lab.notebook.Chart;
import dev.onednn4j.lab.notebook.Framed;
import dev.onednn4j.lab.notebook.Notebook;
import dev.onednn4j.lab.notebook.Progress;
import dev.onednn4j.lab.notebook.Setting;
import dev.onednn4j.pages.Statistics;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// A kernel is learned from what went into a convolution and what came out.
final class EdgePart {
    private static final long SEED = 7;
    private static final double RATE = 0.02;
    private static final double NOISE = 0.5;
    private static final double GRADIENT_TOLERANCE = 1e-4;
    private static final double KERNEL_TOLERANCE = 1e-2;

    /// Leaves of a picture what a pixel has not in common with its neighbours.
    private static final Kernel OWN_SHARE =
            new Kernel(
                    3,
                    IntStream.range(0, 9).mapToDouble(i -> (i == 4 ? 1 : 0) - 1 / 9.0).toArray());

    private final Notebook notebook;

    EdgePart(Notebook notebook) {
        this.notebook = notebook;
    }

    /// What is known of one training.
    ///
    /// @param loss at each step
    /// @param error how far the kernel was from the target at each step, over the target's largest
    /// @param kernels before, in the middle and after
    record Training(double[] loss, double[] error, List<Kernel> kernels, double secondsPerStep) {
        double lastError() {
            return error[error.length - 1];
        }
    }

    void run(Setting setting) {
        describe();
        ExactPlane picture = GrayCrop.of(setting.picture(), setting.scaled(96, 48));
        ExactPlane normalized = picture.normalized();
        ExactPlane prepared =
                normalized
                        .correlate(OWN_SHARE)
                        .normalized()
                        .withNoise(NOISE, new SplittableRandom(SEED));
        show(picture, prepared);
        int steps = setting.scaled(1200, 600);
        Training plain = train(setting.engine(), normalized, steps, "learning, picture as it is");
        checkGradients(setting.engine(), prepared);
        Training trained = train(setting.engine(), prepared, steps, "learning the kernel");
        report(trained, plain);
    }

    private void describe() {
        notebook.text(
                """
                Learning a kernel. Nobody has to know the kernel: it is enough to know what comes
                out. A kernel T of 5×5, a smoothing of 3×3 followed by a derivative of 3×3, has made
                an edge map of a picture. Two kernels of 3×3 one after another are to do the same,
                and start from small random weights. Here ⋆ is the cross-correlation and ∗ the
                convolution of step 5.
                """);
        notebook.equation(
                "Y = K₂ ⋆ (K₁ ⋆ X) = (K₁ ∗ K₂) ⋆ X,   L = 1/n Σ (Y − T ⋆ X)²",
                "Y = K_2 \\star (K_1 \\star X) = (K_1 * K_2) \\star X,"
                        + "\\qquad L = \\frac1n \\sum (Y - T \\star X)^2");
        notebook.text(
                """
                The loss is made smaller step by step against its gradient. `BackwardWeights` gives
                the gradient by a kernel, a correlation of what went in with the gradient of what
                came out; `BackwardData` hands the gradient on to the layer before, a convolution
                with the kernel.
                """);
        notebook.equation(
                "∂L/∂K₂ = G ⋆ H,   ∂L/∂H = G ∗ K₂,   ∂L/∂K₁ = ∂L/∂H ⋆ X",
                "\\frac{\\partial L}{\\partial K_2} = G \\star H,\\qquad "
                        + "\\frac{\\partial L}{\\partial H} = G * K_2,\\qquad "
                        + "\\frac{\\partial L}{\\partial K_1} ="
                        + " \\frac{\\partial L}{\\partial H} \\star X");
        notebook.equation(
                "with H = K₁ ⋆ X,   G = ∂L/∂Y = 2/n (Y − T ⋆ X)",
                "\\text{with}\\quad H = K_1 \\star X,\\qquad "
                        + "G = \\frac{\\partial L}{\\partial Y} = \\frac2n (Y - T \\star X)");
    }

    private void show(ExactPlane picture, ExactPlane prepared) {
        notebook.text(
                """
                Neighbouring pixels are alike, so that most of a picture does not tell one element
                of a kernel from the next: the loss hardly depends on their difference, and descent
                is slow along it. Here each pixel has lost the mean of its 3×3 neighbours, then the
                whole is brought to mean 0 and variance 1, and gets a little noise, so that one
                without detail does as well. And Adam, which divides each gradient by
                its usual size, goes on where gradients become small.
                """);
        notebook.pictures(
                "The picture",
                List.of(
                        new Framed(
                                "as it is",
                                Drawings.gray(picture.width(), 0, 3 * 255, picture.toFloats())),
                        new Framed(
                                "`X`: without what neighbours have in common",
                                Drawings.gray(prepared.width(), -3, 3, prepared.toFloats()))));
    }

    private static KernelLearner learner(Workbench bench, ExactPlane input) {
        ExactPlane target = input.correlate(EdgeKernel.SMOOTH_DERIVATIVE);
        return new KernelLearner(bench, input, target, new SplittableRandom(SEED));
    }

    private void checkGradients(Engine engine, ExactPlane input) {
        try (Workbench bench = new Workbench(engine)) {
            KernelLearner learner = learner(bench, input);
            Network network = learner.network();
            notebook.shape("X", network.input().descriptor(), "the picture");
            notebook.shape("Y", network.output().value().descriptor(), "what comes out");
            notebook.parameters("Two kernels of 3×3", network.parameterCount());
            notebook.parameters("One kernel of 5×5", EdgeKernel.SMOOTH_DERIVATIVE.values().length);
            learner.differentiate();
            FiniteDifferences differences =
                    new FiniteDifferences(
                            input,
                            input.correlate(EdgeKernel.SMOOTH_DERIVATIVE),
                            learner.kernels().getFirst(),
                            learner.kernels().getLast());
            List<Kernel> gradients = learner.gradients();
            compare("K₁", gradients.getFirst(), differences.byFirst());
            compare("K₂", gradients.getLast(), differences.bySecond());
        }
    }

    private void compare(String kernel, Kernel gradient, Kernel expected) {
        notebook.difference(
                "∂L/∂" + kernel + ", from finite differences in plain Java, over its largest",
                gradient.difference(expected) / expected.largest(),
                GRADIENT_TOLERANCE);
    }

    private Training train(Engine engine, ExactPlane input, int steps, String what) {
        double[] loss = new double[steps];
        double[] error = new double[steps];
        double[] seconds = new double[steps];
        double largest = EdgeKernel.SMOOTH_DERIVATIVE.largest();
        try (Workbench bench = new Workbench(engine);
                Progress progress = notebook.progress(what, steps)) {
            KernelLearner learner = learner(bench, input);
            Kernel before = learner.composed();
            Kernel during = before;
            for (int step = 0; step < steps; step++) {
                long start = System.nanoTime();
                loss[step] = learner.train(Schedule.rate(RATE, step, steps));
                seconds[step] = (System.nanoTime() - start) / 1e9;
                Kernel now = learner.composed();
                error[step] = now.difference(EdgeKernel.SMOOTH_DERIVATIVE) / largest;
                during = step == steps / 20 ? now : during;
                progress.advance(step + 1L, String.format(Locale.ROOT, "loss %.2e", loss[step]));
            }
            return new Training(
                    loss,
                    error,
                    List.of(before, during, learner.composed()),
                    Statistics.of(seconds).median());
        }
    }

    private void report(Training trained, Training plain) {
        int steps = trained.loss().length;
        double largest = EdgeKernel.SMOOTH_DERIVATIVE.largest();
        List<Kernel> kernels = trained.kernels();
        notebook.pictures(
                "K₁ ∗ K₂, red where positive, blue where negative",
                List.of(
                        new Framed("before", Drawings.signed(kernels.get(0), largest)),
                        new Framed(
                                "after %d steps".formatted(steps / 20 + 1),
                                Drawings.signed(kernels.get(1), largest)),
                        new Framed(
                                "after %d steps".formatted(steps),
                                Drawings.signed(kernels.get(2), largest)),
                        new Framed(
                                "the target `T`",
                                Drawings.signed(EdgeKernel.SMOOTH_DERIVATIVE, largest))));
        double[] x = IntStream.rangeClosed(1, steps).asDoubleStream().toArray();
        notebook.chart(
                new Chart(
                        "Learning an edge kernel: the loss",
                        "step",
                        "mean squared error",
                        false,
                        true,
                        List.of(
                                new Chart.Series("X", x, trained.loss(), false),
                                new Chart.Series("the picture as it is", x, plain.loss(), true))));
        notebook.chart(
                new Chart(
                        "Learning an edge kernel: how far the kernel is off",
                        "step",
                        "largest difference, over the target's largest",
                        false,
                        true,
                        List.of(
                                new Chart.Series("X", x, trained.error(), false),
                                new Chart.Series("the picture as it is", x, plain.error(), true))));
        notebook.figure(
                "With the picture as it is, K₁ ∗ K₂ is off by",
                String.format(Locale.ROOT, "%.4f", plain.lastError()));
        notebook.difference(
                "K₁ ∗ K₂, from the target, over its largest",
                trained.lastError(),
                KERNEL_TOLERANCE);
        notebook.time("One step of training", trained.secondsPerStep());
    }
}
