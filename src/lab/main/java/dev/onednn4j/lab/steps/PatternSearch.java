package dev.onednn4j.lab.steps;

import dev.onednn4j.Convolution;
import dev.onednn4j.DataType;
import dev.onednn4j.Engine;
import dev.onednn4j.FormatTag;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Tensor;
import dev.onednn4j.lab.notebook.Framed;
import dev.onednn4j.lab.notebook.Notebook;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// A kernel of 5×5 that finds its pattern in pictures of 25×25, wherever it was put.
final class PatternSearch {
    private static final int SIDE = 25;
    private static final int SIZE = 5;
    private static final int PLACES = SIDE - SIZE + 1;

    /// How loud the noise is that the pattern is put into; the pattern itself is 1 or 0.
    private static final double NOISE = 0.4;

    private static final Plane PATTERN =
            Plane.of(
                    SIZE,
                    SIZE,
                    (y, x) -> "..#...##..#.#..###..#.#.#".charAt(y * SIZE + x) == '#' ? 1 : 0);

    private PatternSearch() {}

    static void run(Engine engine, Notebook notebook) {
        notebook.text(
                """
                Both together, translation invariance and locality: the kernel is small, and it is
                the same everywhere. A kernel of 5 × 5 finds its pattern in pictures of 25 × 25 wherever it
                was put. All places there are make a batch of %d pictures, which one call works
                through.\
                """
                        .formatted(PLACES * PLACES));
        // Confined is enough where all is done by one thread.
        try (Arena arena = Arena.ofConfined()) {
            search(engine, arena, notebook);
        }
    }

    private static void search(Engine engine, Arena arena, Notebook notebook) {
        int count = PLACES * PLACES;
        MemoryDescriptor pictures = MemoryDescriptor.of(DataType.F32, count, 1, SIDE, SIDE);
        MemoryDescriptor kernel = MemoryDescriptor.of(DataType.F32, 1, 1, SIZE, SIZE);
        float[] values = new float[Math.toIntExact(pictures.elements())];
        List<Plane> planes = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(7);
        for (int place = 0; place < count; place++) {
            Plane picture = hidden(place / PLACES, place % PLACES, random);
            planes.add(picture);
            System.arraycopy(picture.values(), 0, values, place * SIDE * SIDE, SIDE * SIDE);
        }
        Plane matched = matched();
        try (Convolution convolution =
                Convolution.forward(engine)
                        .src(pictures)
                        .weights(kernel.with(FormatTag.ANY))
                        .dst(DataType.F32, FormatTag.NCHW)
                        .build()) {
            Tensor src = Tensor.allocate(arena, pictures).copyFrom(values);
            Tensor weights =
                    convolution.pack(
                            Tensor.allocate(arena, kernel).copyFrom(matched.values()), arena);
            Tensor dst = Tensor.allocate(arena, convolution.dst());
            convolution.execute(src, weights, dst);

            notebook.shape("X", src.descriptor(), "a picture for each place");
            notebook.shape("V", kernel, "the pattern, less its average");
            notebook.shape("H", dst.descriptor(), "how much each place looks like it");
            notebook.parameters("V", kernel.elements());
            float[] answers = dst.toArray();
            int found = 0;
            double worst = 0;
            double allowed = 0;
            for (int place = 0; place < count; place++) {
                float[] answer = Arrays.copyOfRange(answers, place * count, (place + 1) * count);
                found += largest(answer) == place ? 1 : 0;
                Expected expected = inside(planes.get(place), matched);
                worst = Math.max(worst, expected.difference(answer));
                allowed = Math.max(allowed, expected.allowed());
            }
            notebook.difference("H against the equation, in all pictures", worst, allowed);
            notebook.figure("places found", found + " of " + count);
            notebook.check("the pattern is found wherever it is", found == count);
            notebook.time(
                    "one run over all pictures",
                    Stopwatch.median(() -> convolution.execute(src, weights, dst)));
            show(planes, answers, notebook);
        }
    }

    /// Noise with the pattern in it.
    private static Plane hidden(int top, int left, SplittableRandom random) {
        return Plane.of(
                SIDE,
                SIDE,
                (y, x) -> PATTERN.at(y - top, x - left) + NOISE * random.nextDouble(-1, 1));
    }

    /// The pattern less its average, so that plain brightness does not look like it.
    private static Plane matched() {
        double sum = 0;
        for (float value : PATTERN.values()) {
            sum += value;
        }
        double average = sum / PATTERN.values().length;
        return Plane.of(SIZE, SIZE, (y, x) -> PATTERN.at(y, x) - average);
    }

    /// Where the kernel lies wholly within the picture.
    private static Expected inside(Plane picture, Plane kernel) {
        return Expected.of(
                PLACES * PLACES,
                place ->
                        sum -> {
                            for (int a = 0; a < SIZE; a++) {
                                for (int b = 0; b < SIZE; b++) {
                                    sum.add(
                                            (double) kernel.at(a, b)
                                                    * picture.at(
                                                            place / PLACES + a,
                                                            place % PLACES + b));
                                }
                            }
                        });
    }

    private static int largest(float[] values) {
        int largest = 0;
        for (int i = 1; i < values.length; i++) {
            largest = values[i] > values[largest] ? i : largest;
        }
        return largest;
    }

    private static void show(List<Plane> pictures, float[] answers, Notebook notebook) {
        List<Framed> shown = new ArrayList<>();
        shown.add(new Framed("the pattern", Drawing.grey(PATTERN)));
        for (int place : new int[] {3 * PLACES + 4, 16 * PLACES + 14}) {
            int count = PLACES * PLACES;
            Plane answer =
                    new Plane(
                            PLACES,
                            PLACES,
                            Arrays.copyOfRange(answers, place * count, (place + 1) * count));
            String where = "row %d, column %d".formatted(place / PLACES, place % PLACES);
            shown.add(new Framed("X, pattern at " + where, Drawing.grey(pictures.get(place))));
            shown.add(new Framed("H, largest at " + where, Drawing.grey(answer)));
        }
        notebook.pictures("The brightest place of H is where the pattern begins", shown);
    }
}
