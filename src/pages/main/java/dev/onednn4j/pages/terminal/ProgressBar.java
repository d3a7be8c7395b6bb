package dev.onednn4j.pages.terminal;

import java.io.PrintStream;

/// One line of a terminal that is written over and over: a bar and a text. Whoever prints something
/// else clears it first.
///
/// Thread safe.
public final class ProgressBar {
    private static final String BACK_AND_ERASE = "\r\u001b[K";
    private static final int WIDTH = 20;

    private final PrintStream terminal;
    private boolean shown;

    /// Shows nothing yet.
    ///
    /// @param terminal a stream that a person looks at
    public ProgressBar(PrintStream terminal) {
        this.terminal = terminal;
    }

    /// Writes the line anew.
    ///
    /// @param done how much of the total is done
    /// @param total more than 0
    /// @param text what stands behind the bar
    public synchronized void show(double done, double total, String text) {
        int filled = (int) Math.clamp(WIDTH * done / total, 0, WIDTH);
        String bar = "[" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "] ";
        terminal.print(BACK_AND_ERASE + bar + text);
        terminal.flush();
        shown = true;
    }

    /// Removes the line, if it is there.
    public synchronized void clear() {
        if (shown) {
            terminal.print(BACK_AND_ERASE);
            terminal.flush();
            shown = false;
        }
    }
}
