package dev.onednn4j.lab.edges;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.onednn4j.Engine;
import dev.onednn4j.Tensor;
import dev.onednn4j.lab.picture.Picture;
import dev.onednn4j.lab.picture.TestPicture;
import dev.onednn4j.lab.picture.TestPicture.Colour;

import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;

class BlurTest {
    @Test
    void flatPictureStaysAsItIsEvenAtItsBorder() {
        Colour flat = (_, _, channel) -> 100 + 70 * channel;
        check(21, 17, flat, flat);
    }

    @Test
    void pictureOfOnePixelStaysAsItIs() {
        Colour flat = (_, _, channel) -> 11 * channel;
        check(1, 1, flat, flat);
    }

    @Test
    void agreesWithAGaussianInDoublePrecision() {
        Colour noise = TestPicture.random(new SplittableRandom(3), 21, 17);
        Colour everywhere = TestPicture.repeated(noise, 21, 17);
        check(21, 17, noise, (y, x, channel) -> gaussian(everywhere, y, x, channel));
    }

    /// The weights sum up to 1: a blur must neither darken nor brighten.
    private static double gaussian(Colour colour, int y, int x, int channel) {
        double sum = 0;
        double weights = 0;
        for (int dy = -Blur.RADIUS; dy <= Blur.RADIUS; dy++) {
            for (int dx = -Blur.RADIUS; dx <= Blur.RADIUS; dx++) {
                double weight = Math.exp(-(dx * dx + dy * dy) / (2 * 2.5 * 2.5));
                sum += weight * colour.at(y + dy, x + dx, channel);
                weights += weight;
            }
        }
        return sum / weights;
    }

    private static void check(int width, int height, Colour colour, Colour expected) {
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined()) {
            Picture picture = TestPicture.of(arena, width, height, Blur.RADIUS, colour);
            StepClock clock = new StepClock();
            try (Filter down = Blur.down(engine, picture.padded().descriptor(), arena, clock);
                    Filter along = Blur.along(engine, down.dst(), arena, clock)) {
                Tensor blurred = along.apply(down.apply(picture.padded()));
                assertArrayEquals(new long[] {1, 3, height, width}, blurred.descriptor().dims());
                for (int y = 0; y < height; y++) {
                    for (int x = 0; x < width; x++) {
                        for (int channel = 0; channel < 3; channel++) {
                            assertEquals(
                                    expected.at(y, x, channel),
                                    blurred.get(0, channel, y, x),
                                    1e-3,
                                    "row " + y + ", column " + x + ", channel " + channel);
                        }
                    }
                }
            }
        }
    }
}
