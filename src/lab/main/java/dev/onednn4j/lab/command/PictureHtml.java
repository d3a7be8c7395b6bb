package dev.onednn4j.lab.command;

import dev.onednn4j.lab.notebook.Entry;
import dev.onednn4j.pages.Html;

import java.util.Base64;
import java.util.Locale;

/// Pictures inside a page.
final class PictureHtml {
    private static final int USUAL = 260;
    private static final int TALLEST = 800;

    private PictureHtml() {}

    /// An element with the picture and its caption.
    static String of(Entry.Picture picture) {
        int width = picture.width();
        int height = picture.height();
        int factor = enlargement(width, height);
        double reduction =
                Math.min(
                        1,
                        Math.min((double) Entry.Picture.WIDEST / width, (double) TALLEST / height));
        double scale = factor > 1 ? factor : reduction;
        long shownWidth = Math.max(1, Math.round(width * scale));
        return String.format(
                Locale.ROOT,
                """
                <figure class="picture" style="width: %dpx"><img src="data:image/png;base64,%s" \
                width="%d" height="%d" alt="%s"%s><figcaption>%s</figcaption></figure>
                """,
                shownWidth,
                Base64.getEncoder().encodeToString(picture.png()),
                shownWidth,
                Math.max(1, Math.round(height * scale)),
                Html.escape(picture.caption()),
                factor > 1 ? " class=\"pixels\"" : "",
                Prose.html(picture.caption()));
    }

    /// A whole factor, so that all pixels become squares of one size.
    private static int enlargement(int width, int height) {
        int usual = Math.round((float) USUAL / width);
        return Math.max(
                1, Math.min(usual, Math.min(Entry.Picture.WIDEST / width, TALLEST / height)));
    }
}
