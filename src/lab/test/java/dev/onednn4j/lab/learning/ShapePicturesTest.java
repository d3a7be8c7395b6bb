package dev.onednn4j.lab.learning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.Arrays;

class ShapePicturesTest {
    private static final int COUNT = 200;
    private static final double MIDDLE = (ShapePictures.SIZE - 1) / 2.0;

    @Test
    void sameSeedDrawsTheSame() {
        Batch first = new ShapePictures(1, 5, 0).next();
        Batch again = new ShapePictures(1, 5, 0).next();
        Batch other = new ShapePictures(2, 5, 0).next();
        assertArrayEquals(first.pixels(), again.pixels());
        assertArrayEquals(first.shapes(), again.shapes());
        assertFalse(Arrays.equals(first.pixels(), other.pixels()));
    }

    @Test
    void nextDrawsOthers() {
        ShapePictures pictures = new ShapePictures(1, 5, 0);
        assertFalse(Arrays.equals(pictures.next().pixels(), pictures.next().pixels()));
    }

    @Test
    void allShapesAreAboutAsFrequent() {
        int[] frequency = new int[Shape.ALL.size()];
        for (int shape : new ShapePictures(3, COUNT, 0).next().shapes()) {
            frequency[shape]++;
        }
        for (int times : frequency) {
            assertTrue(times > COUNT / 4, Arrays.toString(frequency));
        }
    }

    @Test
    void shiftMovesTheSameShapesAwayFromTheMiddle() {
        int shift = ShapePictures.FARTHEST_SHIFT;
        Batch near = new ShapePictures(4, COUNT, 0).next();
        Batch far = new ShapePictures(4, COUNT, shift).next();
        assertArrayEquals(near.shapes(), far.shapes());
        for (int n = 0; n < COUNT; n++) {
            Bright before = Bright.of(near.picture(n));
            Bright after = Bright.of(far.picture(n));
            String picture = "picture " + n + ": " + before + ", " + after;
            assertEquals(before.count, after.count, 3 + 0.2 * before.count, picture);
            assertEquals(shift, Math.abs(after.x - before.x), 1.5, picture);
            assertEquals(shift, Math.abs(after.y - before.y), 1.5, picture);
            assertTrue(Math.abs(after.x - MIDDLE) > Math.abs(before.x - MIDDLE), picture);
            assertTrue(Math.abs(after.y - MIDDLE) > Math.abs(before.y - MIDDLE), picture);
        }
    }

    /// The pixels that are bright, and their middle.
    private record Bright(int count, double x, double y) {
        static Bright of(float... pixels) {
            int count = 0;
            double x = 0;
            double y = 0;
            for (int i = 0; i < pixels.length; i++) {
                if (pixels[i] > 0.4) {
                    count++;
                    x += i % ShapePictures.SIZE;
                    y += Math.floorDiv(i, ShapePictures.SIZE);
                }
            }
            return new Bright(count, x / count, y / count);
        }
    }

    @Test
    void shiftOutOfThePictureIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new ShapePictures(1, 1, 7));
        assertThrows(IllegalArgumentException.class, () -> new ShapePictures(1, 1, -1));
    }

    @Test
    void outlinesAreWhereTheyShouldBe() {
        double radius = 6;
        assertEquals(-6, Shape.CIRCLE.distance(0, 0, radius), 1e-9);
        assertEquals(2, Shape.CIRCLE.distance(0, 8, radius), 1e-9);

        double halfSide = radius / Math.sqrt(2);
        assertEquals(-halfSide, Shape.SQUARE.distance(0, 0, radius), 1e-9);
        assertEquals(0, Shape.SQUARE.distance(0, radius, radius), 1e-9);

        assertEquals(-radius / 2, Shape.TRIANGLE.distance(0, 0, radius), 1e-9);
        assertEquals(0, Shape.TRIANGLE.distance(radius, 0, radius), 1e-9);
        assertEquals(0, Shape.TRIANGLE.distance(-radius / 2, 0, radius), 1e-9);
        assertEquals(1, Shape.TRIANGLE.distance(-radius / 2 - 1, 0.5, radius), 1e-9);
    }
}
