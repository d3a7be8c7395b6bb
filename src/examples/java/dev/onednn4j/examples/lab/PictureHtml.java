package dev.onednn4j.examples.lab;

import dev.onednn4j.page.Html;

import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;

import javax.imageio.ImageIO;

/// Pictures inside a page.
final class PictureHtml {
    private static final int NARROWEST = 150;
    private static final int USUAL = 260;
    private static final int WIDEST = 400;

    /// Screens have up to three pixels where a page counts one; more would only make it large.
    private static final int MOST_PIXELS = 3 * WIDEST;

    private PictureHtml() {}

    /// An element with the picture and its caption.
    static String of(Framed framed) {
        BufferedImage image = framed.image();
        int width = image.getWidth();
        int factor = enlargement(width);
        int shown = factor > 1 ? factor * width : Math.clamp(width, NARROWEST, WIDEST);
        int height = Math.max(1, (int) ((long) image.getHeight() * shown / width));
        return """
        <figure class="picture" style="width: %dpx"><img src="data:image/png;base64,%s" \
        width="%d" height="%d" alt="%s"%s><figcaption>%s</figcaption></figure>
        """
                .formatted(
                        shown,
                        Base64.getEncoder().encodeToString(png(image)),
                        shown,
                        height,
                        Html.escape(framed.caption()),
                        factor > 1 ? " class=\"pixels\"" : "",
                        Prose.html(framed.caption()));
    }

    /// A whole factor, so that all pixels become squares of one size.
    private static int enlargement(int width) {
        if (width >= NARROWEST) {
            return Math.max(1, WIDEST / width > 1 && width < USUAL * 2 / 3 ? 2 : 1);
        }
        int usual = Math.max(1, Math.round((float) USUAL / width));
        return usual * width > WIDEST ? WIDEST / width : usual;
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
