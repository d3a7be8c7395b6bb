package dev.onednn4j.pages;

/// Text in a page's source.
public final class Html {
    private Html() {}

    /// Text that can neither end the element or the attribute it stands in nor begin another.
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
