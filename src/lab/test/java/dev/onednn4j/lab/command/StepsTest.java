package dev.onednn4j.lab.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.lab.notebook.Step;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

/// Runs the steps as the walk does, but on less. That their checks tell right from wrong, tests of
/// what they are made of show.
class StepsTest {
    @TempDir private Path folder;

    static Stream<Arguments> steps() {
        return Stream.of(
                Arguments.of(
                        "mlp",
                        List.of(
                                "turning W against the equation",
                                "random W against the equation",
                                "H against the equation, to the last bit")),
                Arguments.of(
                        "reindex",
                        List.of(
                                "every V[i,j,a,b] is W[i,j,i+a,j+b]",
                                "H of V against H of W, in 16 shades",
                                "H of V against H of W, in all shades",
                                "H of W against the equation, in 16 shades",
                                "H of V against the equation, in all shades")),
                Arguments.of(
                        "translation",
                        List.of(
                                "H of V against the equation",
                                "H of the moved X against the moved H",
                                "W[i,j,k,l] = V[k-i,l-j] against V",
                                "a random W does not follow X")),
                Arguments.of(
                        "locality",
                        List.of(
                                "H against the equation, at every Δ",
                                "H at the largest Δ, by step 3's equation",
                                "H against the equation, in all pictures",
                                "the pattern is found wherever it is")),
                Arguments.of(
                        "convolution",
                        List.of(
                                "a negative stride is refused",
                                "1-D, f flipped, convolution",
                                "1-D, f as it is, deconvolution",
                                "1-D: f * g against g * f",
                                "1-D: δ * g against g, to the last bit",
                                "2-D, f flipped, convolution",
                                "2-D, f as it is, deconvolution",
                                "2-D: f * g against g * f",
                                "2-D: δ * g against g, to the last bit",
                                "cross-correlation with the same f",
                                "without the flip it is something else",
                                "the error shrinks with h, down to 1e-6",
                                "the sum against the integral")),
                Arguments.of(
                        "channels",
                        List.of("the picture is read where it lies", "H against the equation")));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void smallPicture(String name, List<String> checks) throws IOException {
        String text = passes(name, "0.01", 37, 23);
        for (String check : checks) {
            assertTrue(
                    text.lines().anyMatch(line -> line.strip().startsWith(check)),
                    () -> check + " is not in\n" + text);
        }
        assertTrue(text.matches("(?s).* parameters? \\(.*"), text);
        assertTrue(text.matches("(?s).* [0-9.]+ (s|ms|µs)\n.*"), text);
    }

    /// A column, a row, a pixel: nothing is left of them when they are halved.
    @ParameterizedTest
    @MethodSource("steps")
    void pictureOfOnePixelAndOfOneColumn(String name, List<String> checks) throws IOException {
        passes(name, "0.01", 1, 1);
        passes(name, "0.01", 1, 90);
    }

    private String passes(String name, String scale, int width, int height) throws IOException {
        Step step =
                Steps.all().stream()
                        .filter(known -> known.name().equals(name))
                        .findFirst()
                        .orElseThrow();
        LabRun run =
                LabRun.of(
                        List.of(step),
                        name,
                        "--scale",
                        scale,
                        "--image",
                        picture(width, height),
                        "--output",
                        folder);
        assertEquals(List.of("lab: " + name + " PASSED"), run.verdicts(), run.out());
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(Files.size(folder.resolve(name + ".html")) > 0);
        return run.out();
    }

    private Path picture(int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, (i * 0x9e3779b1) >>> 8);
        }
        Path file = folder.resolve(width + "x" + height + ".png");
        assertTrue(ImageIO.write(image, "png", file.toFile()));
        return file;
    }
}
