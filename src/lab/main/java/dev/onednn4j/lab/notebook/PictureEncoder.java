package dev.onednn4j.lab.notebook;

import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

import javax.imageio.ImageIO;

/// Makes files of pictures when they are written down: what a step draws on them later does not
/// show, and a process that is about to end could not encode them any more.
final class PictureEncoder {
    /// As wide as a page ever shows one, on screens with three pixels where a page counts one.
    private static final int MOST_PIXELS = 3 * Entry.Picture.WIDEST;

    private PictureEncoder() {}

    static Entry.Picture encode(Framed framed) {
        BufferedImage image = framed.image();
        return new Entry.Picture(framed.caption(), image.getWidth(), image.getHeight(), png(image));
    }

    private static byte[] png(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(reduced(image), "png", bytes);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return bytes.toByteArray();
    }

    private static BufferedImage reduced(BufferedImage image) {
        int largest = Math.max(image.getWidth(), image.getHeight());
        if (largest <= MOST_PIXELS) {
            return image;
        }
        int width = Math.max(1, (int) ((long) image.getWidth() * MOST_PIXELS / largest));
        int height = Math.max(1, (int) ((long) image.getHeight() * MOST_PIXELS / largest));
        BufferedImage reduced = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        // Averages, where faster ways would leave out pixels: a line must not vanish.
        Image averaged = image.getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING);
        reduced.createGraphics().drawImage(averaged, 0, 0, null);
        return reduced;
    }
}
