package dev.onednn4j.pages.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

class ProgressBarTest {
    private static final String ERASED = "\r\u001b[K";

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final ProgressBar bar =
            new ProgressBar(new PrintStream(written, true, StandardCharsets.UTF_8));

    private String written() {
        return written.toString(StandardCharsets.UTF_8);
    }

    @Test
    void shownBar_isFilledAsFarAsTheWorkIsDone() {
        bar.show(0, 4, "none");
        bar.show(1, 4, "a quarter");
        bar.show(5, 4, "too much");
        assertEquals(
                ERASED
                        + "[....................] none"
                        + ERASED
                        + "[#####...............] a quarter"
                        + ERASED
                        + "[####################] too much",
                written());
    }

    @Test
    void clearedBar_isErasedOnce() {
        bar.clear();
        assertEquals("", written());
        bar.show(1, 2, "half");
        bar.clear();
        bar.clear();
        assertEquals(ERASED + "[##########..........] half" + ERASED, written());
    }
}
