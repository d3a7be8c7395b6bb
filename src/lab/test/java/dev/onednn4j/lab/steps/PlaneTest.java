package dev.onednn4j.lab.steps;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.onednn4j.lab.picture.Picture;
import dev.onednn4j.lab.picture.TestPicture;

import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.util.Arrays;

class PlaneTest {
    private static final Plane COUNTED = Plane.of(3, 4, (y, x) -> 10 * y + x);

    @Test
    void whatIsOutsideIsZero() {
        assertEquals(12, COUNTED.at(1, 2));
        assertEquals(0, COUNTED.at(-1, 2));
        assertEquals(0, COUNTED.at(1, 4));
    }

    @Test
    void movedDownAndRight() {
        assertEquals(Plane.of(3, 4, (y, x) -> y < 1 || x < 2 ? 0 : 10 * y + x - 12), moved());
    }

    private static Plane moved() {
        return COUNTED.shifted(1, 2);
    }

    @Test
    void flippedTwiceIsTheSame() {
        assertEquals(23, COUNTED.flipped().at(0, 0));
        assertEquals(COUNTED, COUNTED.flipped().flipped());
    }

    @Test
    void middleKeepsTheCentre() {
        assertEquals(new Plane(1, 2, new float[] {11, 12}), COUNTED.middle(1, 2));
    }

    @Test
    void differenceIsTheLargest() {
        assertEquals(23, COUNTED.difference(Plane.of(3, 4, (_, _) -> 0)));
        assertEquals(23, Plane.of(3, 4, (y, x) -> -10 * y - x).magnitude());
    }

    @Test
    void differenceToWhatIsNotANumberIsNotOne() {
        Plane broken = Plane.of(3, 4, (y, _) -> y == 1 ? Double.NaN : 0);
        assertEquals(Double.NaN, COUNTED.difference(broken));
    }

    /// White is 255, pure green 0.587 of it; smaller sizes average, larger ones repeat.
    @Test
    void brightnessIsAveragedOrRepeated() {
        try (Arena arena = Arena.ofConfined()) {
            Picture picture =
                    TestPicture.of(
                            arena, 4, 2, 0, (_, x, channel) -> x < 2 || channel == 1 ? 255 : 0);
            float green = 255 * 0.587f;
            Plane half = Plane.brightness(picture, 1, 2);
            assertArrayEquals(new float[] {255, green}, half.values(), 1e-3f);
            Plane twice = Plane.brightness(picture, 2, 8);
            assertArrayEquals(
                    new float[] {255, 255, 255, 255, green, green, green, green},
                    Arrays.copyOf(twice.values(), 8),
                    1e-3f);
            Plane one = Plane.brightness(picture, 1, 1);
            assertEquals((255 + green) / 2, one.at(0, 0), 1e-3f);
        }
    }
}
