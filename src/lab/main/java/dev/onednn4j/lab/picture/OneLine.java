package dev.onednn4j.lab.picture;

/// Text on one line, whatever the file names in it are made of.
public final class OneLine {
    private OneLine() {}

    /// The text with a question mark in place of each control character.
    public static String of(String text) {
        return text.codePoints()
                .map(character -> Character.isISOControl(character) ? '?' : character)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
