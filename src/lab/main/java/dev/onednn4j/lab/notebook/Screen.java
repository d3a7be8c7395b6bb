package dev.onednn4j.lab.notebook;

import dev.onednn4j.pages.terminal.ProgressBar;
import dev.onednn4j.pages.terminal.Terminal;

import java.io.PrintStream;
import java.time.Duration;

/// Both streams of the program. While a bar stands on the last line of a terminal, what else is
/// printed takes its place.
///
/// Thread safe: the last word may come from another thread.
public final class Screen {
    private static final Duration REDRAW = Duration.ofMillis(100);
    private static final Duration REPEAT = Duration.ofSeconds(10);

    private final PrintStream out;
    private final PrintStream err;
    private final PrintStream progress;
    private final ProgressBar bar;
    private final boolean redraws;
    private boolean blank = true;
    private boolean silent;

    public Screen(PrintStream out, PrintStream err, Terminal terminal) {
        this.out = out;
        this.err = err;
        redraws = terminal.out() || terminal.err();
        progress = terminal.out() ? out : err;
        bar = new ProgressBar(progress);
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
    /// @param done how much of the total is done
    /// @param total more than 0
    public synchronized void progress(double done, double total, String text) {
        if (silent) {
            return;
        }
        if (redraws) {
            bar.show(done, total, text);
        } else {
            progress.println(text);
            progress.flush();
        }
    }

    /// Takes the bar away.
    public synchronized void eraseBar() {
        bar.clear();
    }
}
