package dev.onednn4j.examples.lab;

import java.io.PrintStream;
import java.time.Duration;

/// Both streams of the program. While a bar stands on the last line of a terminal, what else is
/// printed takes its place.
///
/// Not thread safe.
final class Screen {
    private static final String BACK_AND_ERASE = "\r\u001b[K";
    private static final Duration REDRAW = Duration.ofMillis(100);
    private static final Duration REPEAT = Duration.ofSeconds(10);

    private final PrintStream out;
    private final PrintStream err;
    private final PrintStream progress;
    private final boolean redraws;
    private boolean barShown;
    private boolean blank = true;

    Screen(PrintStream out, PrintStream err, Terminal terminal) {
        this.out = out;
        this.err = err;
        redraws = terminal.out() || terminal.err();
        progress = terminal.out() ? out : err;
    }

    /// A line of output.
    void line(String text) {
        eraseBar();
        out.println(text);
        out.flush();
        blank = text.isEmpty();
    }

    /// An empty line, unless there is one already.
    void gap() {
        if (!blank) {
            line("");
        }
    }

    /// A line for what went wrong.
    void problem(String text) {
        eraseBar();
        err.println(text);
        err.flush();
    }

    /// Where an exception that nobody expected came from.
    void trace(Throwable unexpected) {
        eraseBar();
        unexpected.printStackTrace(err);
        err.flush();
    }

    /// How long to wait before progress is worth telling again.
    Duration pace() {
        return redraws ? REDRAW : REPEAT;
    }

    /// How far something is, in place of what was told before where that is possible.
    ///
    /// @param bar a drawing of it, for a terminal alone
    void progress(String bar, String text) {
        if (redraws) {
            progress.print(BACK_AND_ERASE + bar + " " + text);
            barShown = true;
        } else {
            progress.println(text);
        }
        progress.flush();
    }

    /// Takes the bar away.
    void eraseBar() {
        if (barShown) {
            progress.print(BACK_AND_ERASE);
            progress.flush();
            barShown = false;
        }
    }
}
