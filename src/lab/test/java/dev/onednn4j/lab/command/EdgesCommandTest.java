package dev.onednn4j.lab.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.lab.picture.PictureWriter;
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
import java.util.Arrays;
import java.util.List;

import javax.imageio.ImageIO;

/// Runs the program as `scripts/lab` does.
class EdgesCommandTest {
    @TempDir private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void edgesWritesTheOriginalTheBlurAndTheEdgesSideBySide() throws Exception {
        BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 1200; i++) {
            image.setRGB(i % 40, i / 40, i % 40 < 20 ? 0x000000 : 0xc86432);
        }
        Path in = save(image, "in.png");
        Path result = folder.resolve("out.png");

        assertEquals(0, run("edges", in.toString(), result.toString()), err::toString);

        BufferedImage written = ImageIO.read(result.toFile());
        int second = 40 + PictureWriter.GAP;
        int third = 2 * second;
        assertEquals(3 * 40 + 2 * PictureWriter.GAP, written.getWidth());
        assertEquals(30, written.getHeight());
        assertEquals(0xff000000, written.getRGB(19, 15), "original, left of the edge");
        assertEquals(0xffc86432, written.getRGB(20, 15), "original, right of the edge");
        assertEquals(0xffc86432, written.getRGB(39, 0), "original, corner");
        assertEquals(0xffffffff, written.getRGB(40, 15), "gap");
        assertEquals(0xff000000, written.getRGB(second, 0), "blurred, far from the edge");
        assertEquals(0xffc86432, written.getRGB(second + 39, 29), "blurred, corner");
        int blurred = written.getRGB(second + 20, 15) >> 16 & 0xff;
        assertTrue(blurred > 100 && blurred < 130, "blurred at the edge: red is " + blurred);
        assertEquals(0xff000000, written.getRGB(third, 0), "edges, corner");
        assertEquals(0xff000000, written.getRGB(third + 18, 15), "edges, left of the edge");
        assertEquals(0xffffffff, written.getRGB(third + 19, 15), "edges, at the edge");
        assertEquals(0xffffffff, written.getRGB(third + 20, 0), "edges, at the edge's end");
        assertEquals(0xff000000, written.getRGB(third + 21, 15), "edges, right of the edge");
    }

    @Test
    void edgesTellsWhatWasDoneAndWhereTheTimeWent() throws Exception {
        Path in = save(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "in.jpeg");
        assertEquals(0, run("edges", in.toString(), folder.resolve("out.png").toString()));
        String text = out.toString(StandardCharsets.UTF_8);
        assertTrue(text.startsWith(in + ": 40 x 30 pixels; oneDNN 3."), text);
        assertTrue(text.contains(" 1x3x42x52 "), text);
        assertTrue(text.contains(" 3x1x1x13x1 "), text);
        List<String> phases =
                List.of("load library", "read picture", "create", "pack", "execute", "all in all");
        for (String phase : phases) {
            assertTrue(text.matches("(?s).*" + phase + " [0-9]+\\.[0-9] ms.*"), text);
        }
    }

    /// Another process, since the default output is in the current folder. Its output is a pipe.
    @Test
    void edgesWithoutArgumentsIsTheCat() throws Exception {
        Process process =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Lab.class.getName(),
                                "edges")
                        .directory(folder.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), text);
        assertTrue(text.startsWith("chelsea.png: 451 x 300 pixels"), text);
        assertFalse(text.lines().anyMatch(line -> line.matches(".*\\p{Cntrl}.*")), text);
        BufferedImage written = ImageIO.read(folder.resolve("edges.png").toFile());
        assertEquals(3 * 451 + 2 * PictureWriter.GAP, written.getWidth());
        assertEquals(300, written.getHeight());
    }

    @Test
    void edgesOfOnePixel() throws Exception {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 0x112233);
        Path result = folder.resolve("out.png");
        assertEquals(0, run("edges", save(image, "in.png").toString(), result.toString()));
        BufferedImage written = ImageIO.read(result.toFile());
        assertEquals(0xff112233, written.getRGB(0, 0));
        assertEquals(0xff112233, written.getRGB(1 + PictureWriter.GAP, 0));
        assertEquals(0xff000000, written.getRGB(2 + 2 * PictureWriter.GAP, 0));
    }

    @Test
    void fileThatIsNotThere() {
        Path missing = folder.resolve("missing.png");
        assertMisused(missing + ": cannot be read: no such file or folder", "edges", missing);
    }

    @Test
    void folderInPlaceOfAPicture() {
        assertMisused(folder + ": expected a PNG or JPEG picture, got a folder", "edges", folder);
    }

    @Test
    void fileThatIsNoPicture() throws Exception {
        Path text = Files.writeString(folder.resolve("text.png"), "no picture");
        assertMisused(text + ": expected a PNG or JPEG picture, got something else", "edges", text);
    }

    @Test
    void outputThatCannotBeWritten() throws Exception {
        Path in = save(new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB), "in.png");
        Path nowhere = folder.resolve("missing").resolve("out.png");
        assertMisused(
                nowhere + ": cannot be written: no such file or folder", "edges", in, nowhere);
        assertMisused(folder + ": expected a file to write to, got a folder", "edges", in, folder);
    }

    @Test
    void inputIsNotOverwritten() throws Exception {
        Path in = save(new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB), "in.png");
        byte[] before = Files.readAllBytes(in);
        Path same = folder.resolve(".").resolve("in.png");
        assertMisused(same + ": expected another file than IN to write to", "edges", in, same);
        assertArrayEquals(before, Files.readAllBytes(in));
    }

    @Test
    void messagesStayOnOneLineWhateverTheFileIsCalled() {
        assertMisused(
                "a?[2Jb?c: cannot be read: no such file or folder", "edges", "a\u001b[2Jb\nc");
    }

    @Test
    void whatIsNoStep() {
        assertMisused("unknown step 'swirl': expected edges", "swirl");
        assertMisused("unknown option '--fast'", "--fast");
        assertMisused("unknown option '--fast'", "edges", "--fast");
        assertMisused("unexpected argument 'c'", "edges", "a", "b", "c");
    }

    @Test
    void helpListsTheSteps() {
        assertEquals(0, run("--help"));
        String text = out.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("Usage: lab [-h]"), text);
        assertTrue(text.contains("  edges  "), text);
        assertFalse(text.contains("\u001b"), text);
    }

    private void assertMisused(String message, Object... arguments) {
        err.reset();
        int exitCode = run(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
        assertEquals("lab: " + message, err.toString(StandardCharsets.UTF_8).stripTrailing());
        assertEquals(2, exitCode);
    }

    private int run(String... arguments) {
        return Lab.run(
                List.of(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Terminal.NONE,
                arguments);
    }

    private Path save(BufferedImage image, String name) throws IOException {
        Path file = folder.resolve(name);
        String format = name.substring(name.lastIndexOf('.') + 1);
        assertTrue(ImageIO.write(image, format, file.toFile()));
        return file;
    }
}
