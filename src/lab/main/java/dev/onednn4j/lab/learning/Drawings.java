package dev.onednn4j.lab.learning;

import java.awt.image.BufferedImage;

/// Numbers as pictures.
final class Drawings {
    private Drawings() {}

    /// From black to white.
    ///
    /// @param darkest what is black, and below
    /// @param brightest what is white, and beyond
    static BufferedImage gray(int width, double darkest, double brightest, float... values) {
        BufferedImage image = blank(width, values.length);
        for (int i = 0; i < values.length; i++) {
            int level = level((values[i] - darkest) / (brightest - darkest));
            image.setRGB(i % width, i / width, rgb(level, level, level));
        }
        return image;
    }

    /// Positive elements in red, negative ones in blue, 0 in white.
    ///
    /// @param largest what is shown in full colour
    static BufferedImage signed(Kernel kernel, double largest) {
        BufferedImage image = blank(kernel.size(), kernel.values().length);
        for (int i = 0; i < kernel.values().length; i++) {
            double value = kernel.values()[i] / largest;
            int faded = level(1 - Math.abs(value));
            int colour = value > 0 ? rgb(255, faded, faded) : rgb(faded, faded, 255);
            image.setRGB(i % kernel.size(), i / kernel.size(), colour);
        }
        return image;
    }

    private static BufferedImage blank(int width, int pixels) {
        return new BufferedImage(width, pixels / width, BufferedImage.TYPE_INT_RGB);
    }

    private static int level(double share) {
        return (int) Math.round(255 * Math.clamp(share, 0, 1));
    }

    private static int rgb(int red, int green, int blue) {
        return red << 16 | green << 8 | blue;
    }
}
