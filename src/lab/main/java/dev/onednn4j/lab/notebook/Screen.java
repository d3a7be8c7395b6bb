package dev.onednn4j.lab.notebook;

import java.io.PrintStream;
import java.time.Duration;

/// Both streams of the program. While a bar stands on the last line of a terminal, what else is
/// printed takes its place.
///
/// Thread safe: the last word may come from another thread.
public final class Screen {
    private static final String BACK_AND_ERASE = "\r\u001b[K";
    private static final Duration REDRAW = Duration.ofMillis(100);
    private static final Duration REPEAT = Duration.ofSeconds(10);

    private final PrintStream out;
    private final PrintStream err;
    private final PrintStream progress;
    private final boolean redraws;
    private boolean barShown;
    private boolean blank = true;
    private boolean silent;

    public Screen(PrintStream out, PrintStream err, Terminal terminal) {
        this.out = out;
        this.err = err;
        redraws = terminal.out() || terminal.err();
        progress = terminal.out() ? out : err;
    }

    /// A line of output.
    public synchronized void line(String text) {
        if (silent) {
            return;
        }
        eraseBar();
        out.println(text);
        out.flush();
        blank = text.isEmpty();
    }

    /// An empty line, unless there is one already.
    public synchronized void gap() {
        if (!blank) {
            line("");
        }
    }

    /// A line for what went wrong.
    public synchronized void problem(String text) {
        eraseBar();
        err.println(text);
        err.flush();
    }

    /// A line for what went wrong, after which nothing else is shown.
    public synchronized void lastWord(String text) {
        problem(text);
        silent = true;
    }

    /// Where an exception that nobody expected came from.
    public synchronized void trace(Throwable unexpected) {
        eraseBar();
        unexpected.printStackTrace(err);
        err.flush();
    }

    /// How long to wait before progress is worth telling again.
    public Duration pace() {
        return redraws ? REDRAW : REPEAT;
    }

    /// How far something is, in place of what was told before where that is possible.
    ///
    /// @param bar a drawing of it, for a terminal alone
    public synchronized void progress(String bar, String text) {
        if (silent) {
            return;
        }
        if (redraws) {
            progress.print(BACK_AND_ERASE + bar + " " + text);
            barShown = true;
        } else {
            progress.println(text);
        }
        progress.flush();
    }

    /// Takes the bar away.
    public synchronized void eraseBar() {
        if (barShown) {
            progress.print(BACK_AND_ERASE);
            progress.flush();
            barShown = false;
        }
    }
}
