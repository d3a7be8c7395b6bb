package dev.onednn4j.lab.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.onednn4j.DataType;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.pages.terminal.Terminal;

import org.junit.jupiter.api.Test;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What appears on the terminal.
class NotebookTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    private final Notebook notebook = new Notebook(new Screen(stream, stream, Terminal.NONE));

    private void assertShown(String expected) {
        assertEquals(expected, out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void proseIsWrappedAndEquationsStandByThemselves() {
        notebook.text(
                """
                One long line of words goes on and on until there is no room left for it to go on
                any further, with `code` in it.
                """);
        notebook.equation("y = A x\n  + b", "y = Ax + b");
        notebook.text("End.");
        assertShown(
                """
                One long line of words goes on and on until there is no room left for it to go
                on any further, with `code` in it.

                    y = A x
                      + b

                End.
                """);
    }

    @Test
    void factsStandTogether() {
        notebook.shape("X", MemoryDescriptor.of(DataType.F32, 1, 1, 30, 45), "the picture");
        notebook.parameters("all weights", 1_234_567);
        notebook.parameters("bias", 1);
        notebook.difference("against a loop", 0, 1e-5);
        notebook.difference("against another", 0.25, 1e-5);
        notebook.check("it moves", true);
        notebook.time("a run", 0.0123);
        notebook.time("a call", 2.5e-6);
        notebook.time("a loop", 123.4);
        notebook.figure("bandwidth", "17.3 GB/s");
        notebook.text("End.");
        assertShown(
                """
                  X                                     f32 1x1x30x45 abcd (the picture)
                  all weights                           1,234,567 parameters (4.94 MB as f32)
                  bias                                  1 parameter (4 bytes as f32)
                  against a loop                        0 (largest difference, 1e-5 allowed)
                  against another                       2.5e-1 (largest difference, 1e-5 allowed) FAILS
                  it moves                              yes
                  a run                                 12.3 ms
                  a call                                2.50 µs
                  a loop                                123 s
                  bandwidth                             17.3 GB/s

                End.
                """);
    }

    @Test
    void columnsOfNumbersAreRightAligned() {
        notebook.table(
                "Costs",
                List.of("kernel", "parameters", "time", "share", "what"),
                List.of(
                        List.of("3×3", "9", "0.31 ms", "9 %", "1 thing"),
                        List.of("17×17", "1,089", "12 µs", "–", "2 things or so")));
        assertShown(
                """
                Costs

                  kernel  parameters     time  share  what
                  3×3              9  0.31 ms    9 %  1 thing
                  17×17        1,089    12 µs      –  2 things or so
                """);
        assertThrows(
                IllegalArgumentException.class,
                () -> notebook.table("Bad", List.of("a", "b"), List.of(List.of("1"))));
    }

    @Test
    void whatOnlyAPageCanShowIsNamed() {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        notebook.pictures("Before and after", List.of(new Framed("in", image)));
        double[] x = {1, 10, 2000};
        Chart.Series series = new Chart.Series("loss", x, new double[] {3, 1, 1e-5}, false);
        notebook.chart(new Chart("Learning", "step", "error", true, true, List.of(series)));
        assertShown(
                """
                Pictures, on the page: Before and after (in)

                Chart, on the page: Learning (error by step)
                  loss                                  3 at 1 … 1e-5 at 2000
                """);
        assertThrows(
                IllegalArgumentException.class,
                () -> new Chart.Series("bad", x, new double[2], false));
    }
}
