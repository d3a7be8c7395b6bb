package dev.onednn4j.lab.notebook;

import java.util.Locale;

/// How far some long work of a step is: a bar on a terminal, and a line now and then in a file. It
/// is not kept for the page.
///
/// Not thread safe.
public final class Progress implements AutoCloseable {
    private final Screen screen;
    private final String what;
    private final long total;
    private long lastNanos = System.nanoTime();

    Progress(Screen screen, String what, long total) {
        if (total < 1) {
            throw new IllegalArgumentException("expected a total of at least 1, got " + total);
        }
        this.screen = screen;
        this.what = what;
        this.total = total;
    }

    /// Tells it, unless the last time is not long ago: call it as often as you like.
    ///
    /// @param done how much of the total is done
    /// @param note what else is worth a glance, such as the loss; may be empty
    public void advance(long done, String note) {
        long now = System.nanoTime();
        if (now - lastNanos < screen.pace().toNanos()) {
            return;
        }
        lastNanos = now;
        String text = String.format(Locale.ROOT, "%s: %,d of %,d", what, done, total);
        screen.progress((double) done, (double) total, note.isEmpty() ? text : text + ", " + note);
    }

    @Override
    public void close() {
        screen.eraseBar();
    }
}
