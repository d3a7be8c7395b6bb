package dev.onednn4j.lab.picture;

import dev.onednn4j.Tensor;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// Writes tensors side by side into one PNG file.
public final class PictureWriter {
    /// The white space between two pictures, in pixels.
    public static final int GAP = 8;

    private static final int BRIGHTEST = 255;
    private static final int WHITE_PIXEL = 0xffffff;

    private PictureWriter() {}

    /// One of the pictures. Of its values 0 is black, 255 and more is white or a full colour.
    ///
    /// @param tensor {1, 3, H, W} or {1, 1, H, W} of f32, channels last; a view will do
    public record Panel(Tensor tensor) {
        int width() {
            return (int) tensor.descriptor().dim(3);
        }

        int height() {
            return (int) tensor.descriptor().dim(2);
        }

        private void drawTo(BufferedImage image, int left) {
            Rows rows = new Rows(tensor);
            int channels = rows.length() / width();
            float[] values = new float[rows.length()];
            int[] pixels = new int[width()];
            for (int y = 0; y < height(); y++) {
                rows.get(y, values);
                for (int x = 0; x < pixels.length; x++) {
                    int red = level(values[x * channels]);
                    int green = channels == 1 ? red : level(values[x * channels + 1]);
                    int blue = channels == 1 ? red : level(values[x * channels + 2]);
                    pixels[x] = red << 16 | green << 8 | blue;
                }
                image.getRaster().setDataElements(left, y, pixels.length, 1, pixels);
            }
        }

        private static int level(float value) {
            return Math.clamp(Math.round(value), 0, BRIGHTEST);
        }
    }

    /// Writes the file.
    ///
    /// @param panels all of the same height
    /// @return what was written
    /// @throws IOException when the file cannot be written
    public static BufferedImage write(Path file, List<Panel> panels) throws IOException {
        BufferedImage image = draw(panels);
        try (OutputStream stream = Files.newOutputStream(file);
                ImageOutputStream output = new MemoryCacheImageOutputStream(stream)) {
            ImageIO.write(image, "png", output);
        }
        return image;
    }

    /// Draws what [#write(Path, List)] writes.
    ///
    /// @param panels all of the same height
    public static BufferedImage draw(List<Panel> panels) {
        int width = GAP * (panels.size() - 1);
        for (Panel panel : panels) {
            width += panel.width();
        }
        int height = panels.getFirst().height();
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int left = 0;
        for (Panel panel : panels) {
            panel.drawTo(image, left);
            left += panel.width();
            if (left < width) {
                int[] gap = new int[GAP * height];
                Arrays.fill(gap, WHITE_PIXEL);
                image.getRaster().setDataElements(left, 0, GAP, height, gap);
                left += GAP;
            }
        }
        return image;
    }
}
