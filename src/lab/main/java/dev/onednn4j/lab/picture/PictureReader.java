package dev.onednn4j.lab.picture;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.util.Iterator;
import java.util.Locale;

import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/// Reads PNG and JPEG files into tensors: any size, grey, RGB, with a palette, with 8 or 16 bits.
///
/// Grey becomes three equal channels. What is transparent shows white through, as on a page. A
/// rotation that a camera noted down in the file is not applied.
public final class PictureReader {
    /// With its border. The tensors of the lab then take about 4 GB.
    private static final long MOST_PIXELS = 100_000_000;

    private static final int WHITE = 255;

    private PictureReader() {}

    /// Reads a picture.
    ///
    /// @param stream the file's content
    /// @param name the file's name, for messages
    /// @param border how many pixels to leave for it on each side
    /// @throws UnusableFileException when there is no picture in the file, or one that is damaged
    ///   or too large
    /// @throws IOException when the file cannot be read
    public static Picture read(InputStream stream, String name, int border, Arena arena)
            throws IOException, UnusableFileException {
        return copy(decode(stream, name, border), border, arena);
    }

    private static BufferedImage decode(InputStream stream, String name, int border)
            throws IOException, UnusableFileException {
        try (ImageInputStream input = new MemoryCacheImageInputStream(stream)) {
            ImageReader reader = readerFor(input, name);
            try {
                reader.setInput(input, true, true);
                long width = reader.getWidth(0);
                long height = reader.getHeight(0);
                if ((width + 2L * border) * (height + 2L * border) > MOST_PIXELS) {
                    throw new UnusableFileException(
                            "%s: expected a picture of at most %d million pixels, got %d x %d"
                                    .formatted(name, MOST_PIXELS / 1_000_000, width, height));
                }
                return reader.read(0);
            } catch (IIOException | RuntimeException damaged) {
                // Decoders meet damaged files with whatever exception their code runs into.
                throw new UnusableFileException(
                        name + ": the picture cannot be decoded: " + damaged.getMessage(), damaged);
            } finally {
                reader.dispose();
            }
        }
    }

    private static ImageReader readerFor(ImageInputStream input, String name)
            throws IOException, UnusableFileException {
        String found = "something else";
        for (Iterator<ImageReader> it = ImageIO.getImageReaders(input); it.hasNext(); ) {
            ImageReader reader = it.next();
            found = reader.getFormatName().toLowerCase(Locale.ROOT);
            if (found.equals("png") || found.equals("jpeg")) {
                return reader;
            }
        }
        throw new UnusableFileException(name + ": expected a PNG or JPEG picture, got " + found);
    }

    private static Picture copy(BufferedImage image, int border, Arena arena) {
        int width = image.getWidth();
        Picture picture = Picture.allocate(arena, width, image.getHeight(), border);
        float[] colours = new float[width * Picture.CHANNELS];
        boolean grey = isGrey(image.getColorModel());
        for (int y = 0; y < image.getHeight(); y++) {
            if (grey) {
                readGrey(image, y, colours);
            } else {
                readColours(image, y, colours);
            }
            picture.setRow(y, colours);
        }
        return picture;
    }

    private static boolean isGrey(ColorModel model) {
        return model.getColorSpace().getType() == ColorSpace.TYPE_GRAY
                && !(model instanceof IndexColorModel);
    }

    /// Java takes grey samples to be linear in light and converts them; files have them as bright
    /// as the equal RGB. So the samples are taken as they are.
    private static void readGrey(BufferedImage image, int y, float[] colours) {
        ColorModel model = image.getColorModel();
        float brightest = (1 << model.getComponentSize(0)) - 1;
        int bands = model.getNumComponents();
        float[] samples = image.getRaster().getPixels(0, y, image.getWidth(), 1, (float[]) null);
        for (int x = 0; x < image.getWidth(); x++) {
            float grey = samples[x * bands] * WHITE / brightest;
            float opacity = model.hasAlpha() ? samples[x * bands + 1] / brightest : 1;
            for (int channel = 0; channel < Picture.CHANNELS; channel++) {
                colours[x * Picture.CHANNELS + channel] = onWhite(grey, opacity);
            }
        }
    }

    private static void readColours(BufferedImage image, int y, float[] colours) {
        int[] pixels = image.getRGB(0, y, image.getWidth(), 1, null, 0, image.getWidth());
        int next = 0;
        for (int pixel : pixels) {
            float opacity = (pixel >>> 24) / 255f;
            for (int shift = 16; shift >= 0; shift -= 8) {
                colours[next++] = onWhite(pixel >>> shift & 0xff, opacity);
            }
        }
    }

    private static float onWhite(float value, float opacity) {
        return value * opacity + WHITE * (1 - opacity);
    }
}
