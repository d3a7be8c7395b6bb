package dev.onednn4j.lab.steps;

import java.awt.image.BufferedImage;
import java.util.Arrays;

/// Matrices as pictures.
final class Drawing {
    private static final int BRIGHTEST = 255;

    /// The share of values at both ends that are shown as black and white, so that a few at the
    /// border do not make all else grey.
    private static final double CUT = 0.005;

    /// The pixels of a picture of which a few do not matter.
    private static final int LARGE = 10_000;

    private Drawing() {}

    /// Black where the least values are, white where the largest are.
    static BufferedImage grey(Plane plane) {
        float[] sorted = plane.values().clone();
        Arrays.sort(sorted);
        int cut = sorted.length < LARGE ? 0 : (int) (sorted.length * CUT);
        float black = sorted[cut];
        float white = sorted[sorted.length - 1 - cut];
        float range = white > black ? white - black : 1;
        return draw(
                plane,
                value -> {
                    int level =
                            Math.clamp(
                                    Math.round((value - black) / range * BRIGHTEST), 0, BRIGHTEST);
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
