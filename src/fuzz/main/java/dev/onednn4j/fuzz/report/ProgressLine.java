package dev.onednn4j.fuzz.report;

import dev.onednn4j.pages.terminal.ProgressBar;

import java.io.PrintStream;
import java.util.Locale;

/// How far a run is: at a terminal a line that is written over and over, elsewhere a line at each
/// tenth.
///
/// Thread safe.
public final class ProgressLine {
    private static final int TENTHS = 10;

    private final PrintStream out;
    private final ProgressBar bar;
    private final boolean terminal;
    private final long start = System.nanoTime();
    private int tenths;

    /// @param terminal whether a person looks at it
    public ProgressLine(PrintStream out, boolean terminal) {
        this.out = out;
        this.bar = new ProgressBar(out);
        this.terminal = terminal;
    }

    /// Shows how far it is.
    ///
    /// @param part 0 to 1
    public synchronized void show(
            String label, double part, long problems, long calls, long findings) {
        double seconds = (System.nanoTime() - start) / 1e9;
        String text =
                String.format(
                        Locale.ROOT,
                        "%s %,d problems, %.0f/s, %,d calls, %d found",
                        label,
                        problems,
                        problems / Math.max(seconds, 0.001),
                        calls,
                        findings);
        if (terminal) {
            bar.show(part, 1, text);
        } else if (part * TENTHS >= tenths + 1) {
            tenths = (int) (part * TENTHS);
            out.printf("%d%% %s%n", tenths * TENTHS, text);
        }
    }

    /// Removes it.
    public synchronized void clear() {
        bar.clear();
    }
}
