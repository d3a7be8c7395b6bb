package dev.onednn4j.pages.terminal;

import java.util.ArrayList;
import java.util.List;

/// Prose for a terminal, broken between words.
///
/// @param text any white space in it separates words
public record Paragraph(String text) {
    /// The lines, none longer than a width unless a single word is.
    ///
    /// @param width in characters
    public List<String> lines(int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+", -1)) {
            if (!line.isEmpty() && length(line) + 1 + length(word) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private static int length(CharSequence characters) {
        return Character.codePointCount(characters, 0, characters.length());
    }
}
