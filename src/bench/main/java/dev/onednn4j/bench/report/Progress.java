package dev.onednn4j.bench.report;

import dev.onednn4j.bench.problem.ConvolutionCase;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/// One line at a terminal that is written over and over: a bar, which problem runs and how long the
/// rest takes.
///
/// Not thread safe.
public final class Progress {
    private static final String BACK_AND_ERASE = "\r\u001b[K";
    private static final int LONGEST_NAME = 40;
    private static final int BAR_WIDTH = 20;

    private final PrintStream terminal;
    private final boolean shown;
    private final List<ConvolutionCase> cases;
    private final long startNanos = System.nanoTime();

    /// @param shown whether there is a terminal to show it on
    public Progress(PrintStream terminal, boolean shown, List<ConvolutionCase> cases) {
        this.terminal = terminal;
        this.shown = shown;
        this.cases = cases;
    }

    void show(int index, ConvolutionCase tested) {
        if (!shown) {
            return;
        }
        String name = tested.effectiveProblem().displayName();
        if (name.length() > LONGEST_NAME) {
            name = name.substring(0, LONGEST_NAME) + "...";
        }
        terminal.print(
                "%s%s %d/%d %s, %s left"
                        .formatted(
                                BACK_AND_ERASE,
                                bar(index),
                                index + 1,
                                cases.size(),
                                name,
                                spoken(left(index))));
        terminal.flush();
    }

    /// How much is done.
    private String bar(int index) {
        int done = (int) ((long) BAR_WIDTH * index / cases.size());
        return "[" + "#".repeat(done) + ".".repeat(BAR_WIDTH - done) + "]";
    }

    void clear() {
        if (shown) {
            terminal.print(BACK_AND_ERASE);
            terminal.flush();
        }
    }

    /// As long for each case as the ones so far took; before the first, as long as it is allowed
    /// to.
    private Duration left(int index) {
        if (index > 0) {
            long elapsed = System.nanoTime() - startNanos;
            return Duration.ofNanos(elapsed / index * (cases.size() - index));
        }
        double allowed = cases.stream().mapToDouble(c -> c.limit().milliseconds()).sum();
        return Duration.ofMillis((long) allowed);
    }

    private static String spoken(Duration duration) {
        long seconds = Math.max(1, duration.toSeconds());
        return seconds < 60
                ? "about " + seconds + " s"
                : "about %d min %02d s".formatted(seconds / 60, seconds % 60);
    }
}
