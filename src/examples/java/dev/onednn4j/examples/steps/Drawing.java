package dev.onednn4j.examples.steps;

import java.awt.image.BufferedImage;

/// Matrices as pictures.
final class Drawing {
    private static final int BRIGHTEST = 255;

    private Drawing() {}

    /// Black where the least value is, white where the largest is.
    static BufferedImage grey(Plane plane) {
        float least = Float.POSITIVE_INFINITY;
        float largest = Float.NEGATIVE_INFINITY;
        for (float value : plane.values()) {
            least = Math.min(least, value);
            largest = Math.max(largest, value);
        }
        float black = least;
        float range = largest > least ? largest - least : 1;
        return draw(
                plane,
                value -> {
                    int level = Math.round((value - black) / range * BRIGHTEST);
                    return level << 16 | level << 8 | level;
                });
    }

    /// White where a value is 0, the redder the larger it is and the bluer the less it is.
    static BufferedImage signed(Plane plane) {
        float magnitude = plane.magnitude() > 0 ? plane.magnitude() : 1;
        return draw(
                plane,
                value -> {
                    int pale = Math.round((1 - Math.abs(value) / magnitude) * BRIGHTEST);
                    return value > 0
                            ? BRIGHTEST << 16 | pale << 8 | pale
                            : pale << 16 | pale << 8 | BRIGHTEST;
                });
    }

    private interface Colour {
        int of(float value);
    }

    private static BufferedImage draw(Plane plane, Colour colour) {
        BufferedImage image =
                new BufferedImage(plane.width(), plane.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < plane.height(); y++) {
            for (int x = 0; x < plane.width(); x++) {
                image.setRGB(x, y, colour.of(plane.at(y, x)));
            }
        }
        return image;
    }
}
