package dev.onednn4j.lab.steps;

import dev.onednn4j.DataType;
import dev.onednn4j.Engine;
import dev.onednn4j.FormatTag;
import dev.onednn4j.InnerProduct;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Tensor;
import dev.onednn4j.lab.notebook.Notebook;
import dev.onednn4j.lab.notebook.Setting;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Locale;
import java.util.SplittableRandom;

/// What a fully connected layer costs: a picture of a million pixels and a thousand hidden units
/// have a thousand million weights.
final class OneMegapixel {
    private static final int SIDE = 1000;
    private static final int HIDDEN = 1000;

    /// The most of the free memory that weights may take.
    private static final double SHARE = 0.6;

    /// How far the weights of a hidden unit are moved against those of the one before.
    private static final int STEP = 997;

    private OneMegapixel() {}

    static void run(Setting setting, Notebook notebook) {
        notebook.text(
                """
                That was a small picture. One of a megapixel, with no more than a thousand hidden
                units, needs 10⁶ × 10³ weights: all of them lie in one segment outside the heap,
                which an array of Java could not hold.\
                """);
        long room = (long) (FreeMemory.bytes() * SHARE) / ((long) SIDE * SIDE * Float.BYTES);
        int wanted = setting.scaled(HIDDEN, 10);
        int hidden = Math.clamp(room, 1, wanted);
        if (hidden < HIDDEN) {
            notebook.text(
                    "Here it is done with %d of %d hidden units, %s."
                            .formatted(
                                    hidden,
                                    HIDDEN,
                                    hidden < wanted
                                            ? "as many as fit into the memory that is free"
                                            : "as `--scale` asks"));
        }
        // Freed at the end of the block, not when a garbage collector gets to it.
        try (Arena arena = Arena.ofConfined()) {
            measure(setting, hidden, arena, notebook);
        }
    }

    private static void measure(Setting setting, int hidden, Arena arena, Notebook notebook) {
        Plane shades = Plane.brightness(setting.picture(), SIDE, SIDE);
        // Whole numbers, whose sums are exact in whatever order they are added.
        Plane picture = Plane.of(SIDE, SIDE, (y, x) -> Math.rint(shades.at(y, x)));
        Tensor x = picture.toActivation(arena);
        Tensor weights =
                Tensor.allocate(arena, MemoryDescriptor.of(DataType.F32, hidden, 1, SIDE, SIDE));
        float[] pattern = pattern();
        fill(weights, pattern);
        Tensor bias = Tensor.allocate(arena, MemoryDescriptor.of(DataType.F32, hidden));

        notebook.shape("X", x.descriptor(), "a megapixel");
        notebook.shape("W", weights.descriptor(), "a megapixel of weights for each hidden unit");
        notebook.parameters("W and U", weights.descriptor().elements() + hidden);
        notebook.figure("memory of W", "%,d bytes".formatted(weights.descriptor().size()));
        float[] h;
        double seconds;
        try (InnerProduct product = describe(setting.engine(), weights.descriptor())) {
            Tensor dst = Tensor.allocate(arena, product.dst());
            seconds = Stopwatch.median(() -> product.execute(x, weights, bias, dst));
            h = dst.toArray();
            notebook.figure("implementation", product.implementation());
        }
        Expected expected = expected(picture, pattern, hidden);
        notebook.difference("H against the equation, to the last bit", expected.difference(h), 0);
        notebook.time("one run, for one picture", seconds);
        notebook.figure(
                "weights read",
                String.format(
                        Locale.ROOT, "%.1f GB/s", weights.descriptor().size() / seconds / 1e9));
        notebook.text(
                """
                Each weight is used once for a picture, so what counts is how fast weights come out
                of memory. The next steps take them away, until few are left.\
                """);
    }

    private static InnerProduct describe(Engine engine, MemoryDescriptor weights) {
        return InnerProduct.forward(engine)
                .src(MemoryDescriptor.of(DataType.F32, 1, 1, SIDE, SIDE))
                .weights(weights)
                .bias(DataType.F32)
                .dst(DataType.F32, FormatTag.NC)
                .build();
    }

    /// The weights of the first hidden unit.
    private static float[] pattern() {
        SplittableRandom random = new SplittableRandom(2);
        float[] pattern = new float[SIDE * SIDE];
        for (int i = 0; i < pattern.length; i++) {
            pattern[i] = random.nextInt(-8, 9);
        }
        return pattern;
    }

    /// Gives each hidden unit the weights of the one before, moved around: a thousand million
    /// random numbers would take longer than all the rest.
    private static void fill(Tensor weights, float[] pattern) {
        MemorySegment memory = weights.segment();
        for (int unit = 0; unit < weights.descriptor().dim(0); unit++) {
            int start = start(unit, pattern.length);
            long at = (long) unit * pattern.length * Float.BYTES;
            int first = pattern.length - start;
            MemorySegment.copy(pattern, start, memory, ValueLayout.JAVA_FLOAT, at, first);
            MemorySegment.copy(
                    pattern,
                    0,
                    memory,
                    ValueLayout.JAVA_FLOAT,
                    at + (long) first * Float.BYTES,
                    start);
        }
    }

    private static int start(int unit, int length) {
        return (int) ((long) unit * STEP % length);
    }

    private static Expected expected(Plane picture, float[] pattern, int hidden) {
        float[] x = picture.values();
        return Expected.of(
                hidden,
                unit ->
                        sum -> {
                            int start = start(unit, pattern.length);
                            for (int pixel = 0; pixel < x.length; pixel++) {
                                int at = start + pixel;
                                sum.add(
                                        (double) pattern[at < x.length ? at : at - x.length]
                                                * x[pixel]);
                            }
                        });
    }
}
