package dev.onednn4j.lab.edges;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.onednn4j.Engine;
import dev.onednn4j.Tensor;
import dev.onednn4j.lab.picture.Picture;
import dev.onednn4j.lab.picture.TestPicture;
import dev.onednn4j.lab.picture.TestPicture.Colour;

import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;

class SobelTest {
    private static final int WIDTH = 9;
    private static final int HEIGHT = 7;

    @Test
    void verticalEdgeAnswersOnBothSidesOfItAndNowhereElse() {
        check((_, x, _) -> x < 4 ? 0 : 255, (_, x) -> x == 3 || x == 4 ? 4 * 255 : 0, 0);
    }

    @Test
    void horizontalEdgeAnswersOnBothSidesOfItAndNowhereElse() {
        check((y, _, _) -> y < 2 ? 200 : 10, (y, _) -> y == 1 || y == 2 ? 4 * 190 : 0, 0);
    }

    @Test
    void flatPictureHasNoEdgesEvenAtItsBorder() {
        check((_, _, channel) -> 50 * (channel + 1), (_, _) -> 0, 0);
    }

    /// 150 / 256 of the brightness is green.
    @Test
    void edgeBetweenColoursCountsAsMuchAsTheyDifferInBrightness() {
        check(
                (_, x, channel) -> channel == 1 && x >= 4 ? 128 : 0,
                (_, x) -> x == 3 || x == 4 ? 4 * 75 : 0,
                0);
    }

    @Test
    void agreesWithTheDefinitionOnNoise() {
        Colour noise = TestPicture.random(new SplittableRandom(7), WIDTH, HEIGHT);
        Colour everywhere = TestPicture.repeated(noise, WIDTH, HEIGHT);
        check(noise, (y, x) -> magnitude(everywhere, y, x), 1e-3);
    }

    private static double magnitude(Colour colour, int y, int x) {
        double right = 0;
        double down = 0;
        for (int i = -1; i <= 1; i++) {
            int weight = 2 - Math.abs(i);
            right += weight * (bright(colour, y + i, x + 1) - bright(colour, y + i, x - 1));
            down += weight * (bright(colour, y + 1, x + i) - bright(colour, y - 1, x + i));
        }
        return Math.hypot(right, down);
    }

    private static double bright(Colour colour, int y, int x) {
        return (77 * colour.at(y, x, 0) + 150 * colour.at(y, x, 1) + 29 * colour.at(y, x, 2)) / 256;
    }

    private interface Expected {
        double at(int y, int x);
    }

    private static void check(Colour colour, Expected expected, double tolerance) {
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined()) {
            Picture picture = TestPicture.of(arena, WIDTH, HEIGHT, 2, colour);
            StepClock clock = new StepClock();
            try (Filter gradient =
                            Sobel.gradient(engine, picture.padded().descriptor(), arena, clock);
                    Filter magnitude = Sobel.magnitude(engine, gradient.dst(), arena, clock)) {
                Tensor edges = picture.crop(magnitude.apply(gradient.apply(picture.padded())));
                for (int y = 0; y < HEIGHT; y++) {
                    for (int x = 0; x < WIDTH; x++) {
                        assertEquals(
                                expected.at(y, x),
                                edges.get(0, 0, y, x),
                                tolerance,
                                "row " + y + ", column " + x);
                    }
                }
            }
        }
    }
}
