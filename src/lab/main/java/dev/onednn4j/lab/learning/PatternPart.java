package dev.onednn4j.lab.learning;

import dev.onednn4j.Engine;
import dev.onednn4j.lab.notebook.Framed;
import dev.onednn4j.lab.notebook.Notebook;
import dev.onednn4j.lab.steps.Stopwatch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;

/// From a map to one answer: is the pattern in the picture, wherever it is?
final class PatternPart {
    private static final int SIZE = 25;
    private static final int PLACES = SIZE - Pattern.SIZE + 1;
    private static final int COUNT = PLACES * PLACES;

    /// How much of the pattern may be missing at a place that counts.
    private static final int TOLERATED = 4;

    private static final List<Pattern> OTHERS =
            List.of(
                    Pattern.DAMAGED,
                    Pattern.MIRRORED,
                    Pattern.UPSIDE_DOWN,
                    Pattern.BLOCK,
                    Pattern.NOTHING);

    private final Notebook notebook;

    PatternPart(Notebook notebook) {
        this.notebook = notebook;
    }

    void run(Engine engine) {
        notebook.text(
                """
                From a map to one answer. A convolution tells for each place of a picture how much
                it looks like the kernel: a map, which moves when the picture moves. To say whether
                a pattern is in the picture at all, the largest element of the map is enough, and
                that one does not move.
                """);
        notebook.equation(
                "a[n] = max over y, x of max(0, Σ_v Σ_u K[v, u] X[n, y+v, x+u] − t)",
                "a_n = \\max_{y,x}\\ \\max\\Bigl(0,\\ \\sum_{v,u} K_{vu}\\, X_{n,\\,y+v,\\,x+u} -"
                        + " t\\Bigr)");
        Kernel kernel = Pattern.LETTER.kernel();
        int threshold = Pattern.LETTER.brightPixels() - TOLERATED;
        notebook.text(
                """
                The kernel is 1 where the pattern is bright and −1 where it is dark. The threshold t
                is %d, all %d bright pixels of the pattern but %d, and −t the convolution's bias. Pictures
                with the pattern at each of the %d × %d places where it fits are one batch, and so
                are pictures with something else there.
                """
                        .formatted(
                                threshold,
                                Pattern.LETTER.brightPixels(),
                                TOLERATED,
                                PLACES,
                                PLACES));
        try (Workbench bench = new Workbench(engine)) {
            PatternDetector detector = new PatternDetector(bench, COUNT, SIZE, kernel, threshold);
            describe(detector, kernel);
            compare(detector, kernel, threshold);
            notebook.time(
                    "Convolution, ReLU and pooling of %d pictures".formatted(COUNT),
                    Stopwatch.median(detector::run));
        }
    }

    private void describe(PatternDetector detector, Kernel kernel) {
        notebook.shape("X", detector.pictures().descriptor(), "the pictures, one for each place");
        notebook.shape("map", detector.map().descriptor(), "each place of each picture");
        notebook.shape("a", detector.answer().descriptor(), "one number for each picture");
        notebook.parameters(
                "The kernel and its bias, for pictures of any size", kernel.values().length + 1L);
        notebook.parameters(
                "A fully connected layer to as large a map, for this size alone",
                (long) COUNT * (SIZE * SIZE + 1));
        List<Framed> pictures = new ArrayList<>();
        pictures.add(new Framed("`K`: red is 1, blue −1", Drawings.signed(kernel, 1)));
        for (int place : new int[] {0, COUNT / 2 + 5, COUNT - 1}) {
            float[] pixels = Pattern.LETTER.picture(SIZE, place / PLACES, place % PLACES);
            pictures.add(new Framed("`X[%d]`".formatted(place), Drawings.gray(SIZE, 0, 1, pixels)));
        }
        notebook.pictures("What is looked for, and three of the places", pictures);
    }

    private void compare(PatternDetector detector, Kernel kernel, double threshold) {
        List<List<String>> rows = new ArrayList<>();
        double difference = 0;
        DoubleSummaryStatistics pattern = null;
        double largestOther = 0;
        List<Pattern> all = new ArrayList<>(OTHERS);
        all.addFirst(Pattern.LETTER);
        for (Pattern shown : all) {
            float[] pixels = shown.everywhere(SIZE);
            detector.pictures().copyFrom(pixels);
            detector.run();
            float[] answers = detector.answer().toArray();
            difference = Math.max(difference, difference(answers, pixels, kernel, threshold));
            DoubleSummaryStatistics range = new DoubleSummaryStatistics();
            for (float answer : answers) {
                range.accept(answer);
            }
            if (pattern == null) {
                pattern = range;
            } else {
                largestOther = Math.max(largestOther, range.getMax());
            }
            rows.add(List.of(shown.name(), number(range.getMin()), number(range.getMax())));
        }
        notebook.table(
                "What is in the picture, and the answer, over all places",
                List.of("in the picture", "smallest answer", "largest answer"),
                rows);
        notebook.difference("Answers, from the equation in plain Java", difference, 0);
        if (pattern != null) {
            notebook.check(
                    "The answer is the same wherever the pattern is",
                    pattern.getMin() == pattern.getMax());
            notebook.check(
                    "It is larger than all answers to pictures without the pattern",
                    pattern.getMin() > largestOther);
        }
    }

    /// The largest difference between answers and what the equation gives.
    private static double difference(
            float[] answers, float[] pixels, Kernel kernel, double threshold) {
        int length = SIZE * SIZE;
        double largest = 0;
        for (int n = 0; n < answers.length; n++) {
            float[] picture = Arrays.copyOfRange(pixels, n * length, (n + 1) * length);
            double map = ExactPlane.of(SIZE, SIZE, picture).correlate(kernel).largest();
            double expected = Math.max(0, map - threshold);
            largest = Math.max(largest, Math.abs(answers[n] - expected));
        }
        return largest;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }
}
