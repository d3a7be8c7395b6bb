package dev.onednn4j.lab.edges;

import dev.onednn4j.Convolution;
import dev.onednn4j.Execution;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Tensor;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.Locale;

/// A convolution whose weights never change: made once, its weights packed once, then run on as
/// many inputs as there are.
///
/// Not thread safe, since its arena may belong to one thread. The convolution in it is.
final class Filter implements AutoCloseable {
    private static final int MOST_RUNS = 10;
    private static final long LONGEST_NANOS = 300_000_000;
    private static final String COLUMNS = "%-10s  %-16s  %-10s  %-16s  %-18s  %8s  %8s";

    private final String name;
    private final Convolution convolution;
    private final Tensor weights;
    private final Arena arena;
    private final StepClock clock;

    /// Makes the convolution and brings its weights into the layout that oneDNN wants for them.
    ///
    /// @param description what to compute, with the layout of the weights left open
    /// @param weights in the order in which people write them, {O, I, H, W} or {G, O, I, H, W}
    /// @param arena where packed weights and results live
    Filter(
            String name,
            Convolution.Builder description,
            Tensor weights,
            Arena arena,
            StepClock clock) {
        this.name = name;
        this.arena = arena;
        this.clock = clock;
        convolution = clock.time("create", description::build);
        try {
            this.weights = clock.time("pack", () -> convolution.pack(weights, arena));
        } catch (RuntimeException | Error failure) {
            convolution.close();
            throw failure;
        }
    }

    /// What comes out.
    MemoryDescriptor dst() {
        return convolution.dst();
    }

    /// Convolves into new memory.
    ///
    /// @param src what the convolution was described for
    Tensor apply(Tensor src) {
        return clock.time(
                "execute",
                () -> {
                    Tensor dst = Tensor.allocate(arena, convolution.dst());
                    convolution.execute(src, weights, dst);
                    return dst;
                });
    }

    /// Convolves a few times more and tells the seconds that the fastest run took. The first run of
    /// all is slower, since its memory and threads are new.
    ///
    /// @param dst is written again
    double measure(Tensor src, Tensor dst) {
        return clock.time(
                "measure",
                () -> {
                    long begin = System.nanoTime();
                    long fastest = Long.MAX_VALUE;
                    // What is run again and again is bound once.
                    try (Execution execution = convolution.bind(src, weights, dst)) {
                        long end = begin;
                        for (int i = 0; i < MOST_RUNS && end - begin < LONGEST_NANOS; i++) {
                            long start = end;
                            execution.run();
                            end = System.nanoTime();
                            fastest = Math.min(fastest, end - start);
                        }
                    }
                    return fastest / 1e9;
                });
    }

    /// One line: the shapes, the implementation that oneDNN chose, and the speed.
    ///
    /// @param seconds what one run takes
    /// @param pixels what one run works through
    String report(double seconds, long pixels) {
        return COLUMNS.formatted(
                name,
                shape(convolution.src()),
                shape(convolution.weights()),
                shape(convolution.dst()),
                convolution.implementation(),
                decimal(seconds * 1e3, 2),
                decimal(pixels / seconds / 1e6, 1));
    }

    /// What stands above the lines of [#report].
    static String header() {
        return COLUMNS.formatted(
                "filter", "src", "weights", "dst", "implementation", "ms", "MPixel/s");
    }

    private static String shape(MemoryDescriptor descriptor) {
        return String.join("x", Arrays.stream(descriptor.dims()).mapToObj(Long::toString).toList());
    }

    private static String decimal(double value, int places) {
        return String.format(Locale.ROOT, "%." + places + "f", value);
    }

    @Override
    public void close() {
        convolution.close();
    }
}
