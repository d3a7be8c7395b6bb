package dev.onednn4j.lab.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.OneDnn;
import dev.onednn4j.pages.terminal.Terminal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javax.imageio.ImageIO;

/// Runs the step `learning` as `scripts/lab` does.
class LearningCommandTest {
    @TempDir private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void learningPassesWithTheLeastWork() throws IOException {
        int threads = OneDnn.threads();
        assertEquals(0, run("learning", "--scale", "0.05", "--output", folder.toString()));
        String text = out.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("lab: learning PASSED"), text);
        List<String> told =
                List.of(
                        "441x1x25x25",
                        "26 parameters",
                        "18 parameters",
                        "8,163 parameters",
                        "7,803 parameters");
        for (String fact : told) {
            assertTrue(text.contains(fact), fact + " in " + text);
        }
        String page = Files.readString(folder.resolve("learning.html"));
        int charts = page.split("<div class=\"chart\">", -1).length - 1;
        assertEquals(4, charts, "charts");
        int pictures = page.split("<figure class=\"picture\"", -1).length - 1;
        assertEquals(4 + 2 + 4 + 8 + 8, pictures, "pictures");
        assertEquals(threads, OneDnn.threads(), "threads after the step");
    }

    @Test
    void anyPictureWillDo() throws IOException {
        passes(new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB));
        BufferedImage two = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
        two.setRGB(0, 0, 0xffffff);
        passes(two);
    }

    private void passes(BufferedImage picture) throws IOException {
        Path image = folder.resolve("image.png");
        ImageIO.write(picture, "png", image.toFile());
        String output = folder.toString();
        run("learning", "--scale", "0.05", "--image", image.toString(), "--output", output);
        String text = out.toString(StandardCharsets.UTF_8);
        assertTrue(text.endsWith("learning.html\n") && !text.contains("FAILED"), text);
    }

    private int run(String... args) {
        return Lab.run(
                Steps.all(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Terminal.NONE,
                args);
    }
}
