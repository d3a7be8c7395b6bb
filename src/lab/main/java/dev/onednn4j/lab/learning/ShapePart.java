package dev.onednn4j.lab.learning;

import dev.onednn4j.lab.notebook.Chart;
import dev.onednn4j.lab.notebook.Framed;
import dev.onednn4j.lab.notebook.Notebook;
import dev.onednn4j.lab.notebook.Progress;
import dev.onednn4j.lab.notebook.Setting;
import dev.onednn4j.pages.Statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// A small network learns to tell shapes apart, and so does a fully connected one.
final class ShapePart {
    private static final String CONVOLUTIONAL = "convolutional";
    private static final String DENSE = "fully connected";
    private static final int SHOWN = 8;

    /// Losses of this many neighbouring steps are one point of the chart: each by itself says more
    /// about its pictures than about the network.
    private static final int AVERAGED = 10;

    private final Notebook notebook;

    ShapePart(Notebook notebook) {
        this.notebook = notebook;
    }

    void run(Setting setting) {
        describe();
        try (Workbench bench = new Workbench(setting.engine())) {
            ShapeNetworks networks = ShapeNetworks.untrained(bench);
            describe(CONVOLUTIONAL, networks.convolutional().network());
            describe(DENSE, networks.dense().network());
            ShapeTraining training = train(networks, setting.scaled(600, 300));
            show(training);
            show(ShapeScores.of(networks));
            showAnswers(networks);
            showKernels(networks.convolutional().network());
        }
    }

    private void describe() {
        notebook.text(
                """
                Learning to see. The kernels of several layers are learned from nothing but pictures
                and the names of what is in them: circles, squares and triangles of any size,
                brightness and direction, with noise. Convolutions find things everywhere alike,
                poolings make maps smaller, and the last one keeps of each map what is found
                anywhere. An inner product has numbers z for the three shapes, a softmax makes
                probabilities of them, and the loss is the cross-entropy: how surprised the network
                is of what is right.
                """);
        notebook.equation(
                "p[c] = exp z[c] / Σ exp z[i],   L = −1/N Σ ln p[n, t[n]],   ∂L/∂z = (p − e_t) / N",
                "p_c = \\frac{e^{z_c}}{\\sum_i e^{z_i}},\\qquad "
                        + "L = -\\frac1N \\sum_n \\ln p_{n,t_n},\\qquad "
                        + "\\frac{\\partial L}{\\partial z_{nc}} = \\frac{p_{nc} - [c = t_n]}{N}");
        notebook.equation(
                "m ← β₁m + (1−β₁)g,  v ← β₂v + (1−β₂)g²,  w ← w − η m̂ / (√v̂ + ε)",
                "m \\leftarrow \\beta_1 m + (1-\\beta_1) g,\\quad v \\leftarrow \\beta_2 v +"
                        + " (1-\\beta_2) g^2,\\quad w \\leftarrow w - \\eta\\, \\frac{\\hat"
                        + " m}{\\sqrt{\\hat v} + \\epsilon}");
        notebook.text(
                """
                A fully connected network with about as many parameters, enough for 6 hidden units,
                sees the same pictures as often. In all of them the shape's centre is at most %d pixels from the middle, to each side.
                """
                        .formatted(ShapePictures.NEAR));
    }

    private void describe(String name, Network network) {
        notebook.shape("X", network.input().descriptor(), "a batch of pictures");
        List<List<String>> rows = new ArrayList<>();
        for (Layer layer : network.layers()) {
            long parameters = layer.parameters().stream().mapToLong(Parameter::count).sum();
            long[] dims = layer.output().value().descriptor().dims();
            rows.add(
                    List.of(
                            layer.description(),
                            String.join("×", Arrays.stream(dims).mapToObj(Long::toString).toList()),
                            String.format(Locale.ROOT, "%,d", parameters)));
        }
        notebook.table(
                "The %s network".formatted(name),
                List.of("layer", "what comes out", "parameters"),
                rows);
        notebook.parameters("The %s network".formatted(name), network.parameterCount());
    }

    private ShapeTraining train(ShapeNetworks networks, int steps) {
        try (Progress progress = notebook.progress("training", steps)) {
            return ShapeTraining.of(
                    networks,
                    steps,
                    (done, loss, accuracy) ->
                            progress.advance(
                                    done,
                                    String.format(
                                            Locale.ROOT,
                                            "loss %.3f, %.0f %% right",
                                            loss,
                                            100 * accuracy)));
        }
    }

    private void show(ShapeTraining training) {
        int steps = training.dense().loss().length;
        notebook.figure(
                "Steps of training",
                "%d, each with %d pictures that are not seen again"
                        .formatted(steps, ShapeNetworks.BATCH));
        notebook.chart(
                new Chart(
                        "Learning to tell shapes apart: the loss",
                        "step",
                        "cross-entropy",
                        false,
                        true,
                        List.of(
                                series(CONVOLUTIONAL, training.convolutional().loss()),
                                series(DENSE, training.dense().loss()))));
        time(CONVOLUTIONAL, training.convolutional());
        time(DENSE, training.dense());
    }

    private void time(String name, ShapeTraining.Curve curve) {
        notebook.time(
                "One step of the %s network".formatted(name),
                Statistics.of(curve.seconds()).median());
    }

    private static Chart.Series series(String name, double... loss) {
        int points = loss.length / AVERAGED;
        double[] steps = new double[points];
        double[] means = new double[points];
        for (int i = 0; i < points; i++) {
            int end = (i + 1) * AVERAGED;
            steps[i] = end;
            means[i] = Arrays.stream(loss, end - AVERAGED, end).average().orElseThrow();
        }
        return new Chart.Series(name, steps, means, false);
    }

    private void show(ShapeScores scores) {
        notebook.text(
                """
                How well both do is seen with %,d pictures that neither was trained with. Then the
                same shapes are moved away from the middle, to the side as far as up or down. From a
                shift of %d pixels on, none is where one could be in training.
                """
                        .formatted(ShapeScores.PICTURES, ShapePictures.NEAR));
        int shifts = scores.dense().length;
        List<List<String>> rows = new ArrayList<>();
        for (int shift = 0; shift < shifts; shift++) {
            rows.add(
                    List.of(
                            Integer.toString(shift),
                            percent(scores.convolutional()[shift]),
                            percent(scores.dense()[shift])));
        }
        notebook.table(
                "Pictures that are seen right, by shift in pixels",
                List.of("shift", CONVOLUTIONAL, DENSE),
                rows);
        double[] x = IntStream.range(0, shifts).asDoubleStream().toArray();
        notebook.chart(
                new Chart(
                        "Shapes that are moved away from where they were in training",
                        "shift in each direction, pixels",
                        "seen right, %",
                        false,
                        false,
                        List.of(
                                new Chart.Series(
                                        CONVOLUTIONAL, x, percents(scores.convolutional()), false),
                                new Chart.Series(DENSE, x, percents(scores.dense()), false))));
        notebook.check(
                "The convolutional network sees more than %.0f %% of new pictures right"
                        .formatted(100 * ShapeScores.WANTED),
                scores.tellsShapesApart());
        notebook.check(
                "It sees more of them right than the fully connected one after any shift",
                scores.convolutionWinsWhenShifted());
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static double[] percents(double... shares) {
        return Arrays.stream(shares).map(share -> 100 * share).toArray();
    }

    private void showAnswers(ShapeNetworks networks) {
        Batch batch = ShapeScores.heldOut(ShapePictures.FARTHEST_SHIFT).getFirst();
        Shape[] convolutional = networks.convolutional().answers(batch);
        Shape[] dense = networks.dense().answers(batch);
        List<Framed> pictures = new ArrayList<>();
        for (int n = 0; n < SHOWN; n++) {
            Shape shape = batch.shape(n);
            pictures.add(
                    new Framed(
                            "%s: %s, %s: %s"
                                    .formatted(
                                            CONVOLUTIONAL,
                                            verdict(convolutional[n], shape),
                                            DENSE,
                                            verdict(dense[n], shape)),
                            Drawings.gray(ShapePictures.SIZE, -0.2, 1.2, batch.picture(n))));
        }
        notebook.pictures(
                "What both see after a shift of %d pixels".formatted(ShapePictures.FARTHEST_SHIFT),
                pictures);
    }

    private static String verdict(Shape answer, Shape right) {
        return answer + (answer == right ? " ✓" : " ✗");
    }

    private void showKernels(Network network) {
        float[] weights = network.parameters().getFirst().value().toArray();
        int kernels = (int) network.parameters().getFirst().value().descriptor().dim(0);
        int length = weights.length / kernels;
        List<Framed> pictures = new ArrayList<>();
        for (int i = 0; i < kernels; i++) {
            Kernel kernel = Kernel.of(Arrays.copyOfRange(weights, i * length, (i + 1) * length));
            pictures.add(
                    new Framed(
                            "channel %d".formatted(i), Drawings.signed(kernel, kernel.largest())));
        }
        notebook.pictures(
                "The first layer's kernels after training, red where positive, blue where negative",
                pictures);
    }
}
