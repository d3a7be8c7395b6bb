package dev.onednn4j.bench.report;

import dev.onednn4j.bench.problem.ConvolutionCase;
import dev.onednn4j.pages.terminal.ProgressBar;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/// How far a session is, on one line of a terminal: which problem runs and how long the rest takes.
///
/// Not thread safe.
public final class SessionProgress {
    private static final int LONGEST_NAME = 40;

    private final ProgressBar bar;
    private final boolean shown;
    private final List<ConvolutionCase> cases;
    private final long startNanos = System.nanoTime();

    /// @param shown whether there is a terminal to show it on
    public SessionProgress(PrintStream terminal, boolean shown, List<ConvolutionCase> cases) {
        this.bar = new ProgressBar(terminal);
        this.shown = shown;
        this.cases = cases;
    }

    void show(int index, ConvolutionCase benchCase) {
        if (!shown) {
            return;
        }
        String name = benchCase.effectiveProblem().displayName();
        if (name.length() > LONGEST_NAME) {
            name = name.substring(0, LONGEST_NAME) + "...";
        }
        bar.show(
                index,
                cases.size(),
                "%d/%d %s, %s left".formatted(index + 1, cases.size(), name, spoken(left(index))));
    }

    void clear() {
        bar.clear();
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
