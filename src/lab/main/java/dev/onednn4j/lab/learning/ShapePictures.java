package dev.onednn4j.lab.learning;

import java.util.SplittableRandom;

/// Draws pictures of shapes: bright on dark, of any size and direction, with some noise.
///
/// Not thread safe. The same seed gives the same pictures; with another shift it gives the same
/// shapes at other places.
final class ShapePictures {
    /// Width and height of a picture.
    static final int SIZE = 36;

    /// How far from the middle, to each side, the centre of a shape may be.
    static final int NEAR = 4;

    /// How much farther it may be shifted without leaving the picture.
    static final int FARTHEST_SHIFT = 6;

    private static final double SMALLEST = 5;
    private static final double LARGEST = 8;
    private static final double DARKEST = 0.5;
    private static final double NOISE = 0.1;

    private final SplittableRandom random;
    private final int count;
    private final int shift;

    /// @param count how many pictures are drawn at once
    /// @param shift how far, to the right or left and up or down, each shape is moved on from where
    ///   it would be, away from the middle
    ShapePictures(long seed, int count, int shift) {
        if (shift < 0 || shift > FARTHEST_SHIFT) {
            throw new IllegalArgumentException(
                    "shift: expected 0 to " + FARTHEST_SHIFT + ", got " + shift);
        }
        this.random = new SplittableRandom(seed);
        this.count = count;
        this.shift = shift;
    }

    /// The next pictures.
    Batch next() {
        float[] pixels = new float[count * SIZE * SIZE];
        int[] shapes = new int[count];
        for (int n = 0; n < count; n++) {
            shapes[n] = random.nextInt(Shape.ALL.size());
            draw(Shape.ALL.get(shapes[n]), pixels, n * SIZE * SIZE);
        }
        return new Batch(pixels, shapes);
    }

    private void draw(Shape shape, float[] pixels, int first) {
        double radius = random.nextDouble(SMALLEST, LARGEST);
        double brightness = random.nextDouble(DARKEST, 1);
        double direction = random.nextDouble(2 * Math.PI);
        double centreX = place();
        double centreY = place();
        double cos = Math.cos(direction);
        double sin = Math.sin(direction);
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                double right = (x - centreX) * cos + (y - centreY) * sin;
                double down = (y - centreY) * cos - (x - centreX) * sin;
                // How much of the pixel is covered, so that outlines are not ragged.
                double covered = Math.clamp(0.5 - shape.distance(right, down, radius), 0, 1);
                pixels[first + y * SIZE + x] =
                        (float) (brightness * covered + random.nextGaussian(0, NOISE));
            }
        }
    }

    /// A coordinate of a centre.
    private double place() {
        double fromMiddle = random.nextDouble(-NEAR, NEAR);
        return (SIZE - 1) / 2.0 + fromMiddle + Math.copySign(shift, fromMiddle);
    }
}
