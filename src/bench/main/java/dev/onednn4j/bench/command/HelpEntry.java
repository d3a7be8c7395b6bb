package dev.onednn4j.bench.command;

import dev.onednn4j.pages.terminal.Paragraph;

import java.util.ArrayList;
import java.util.List;

/// An argument with what it does, for a list on a terminal.
///
/// @param name such as `--mb`
/// @param value what stands for its value; empty where it takes none
/// @param description prose
record HelpEntry(String name, String value, String description) {
    private static final int NAME_WIDTH = 24;
    private static final String INDENT = "  ";
    private static final String YELLOW = "\u001b[33m";
    private static final String PLAIN = "\u001b[0m";

    /// The argument, and beside it the description. A long argument has a line of its own.
    ///
    /// @param width of the terminal
    /// @param coloured whether the name is yellow
    List<String> lines(int width, boolean coloured) {
        String label = value.isEmpty() ? name : name + "=" + value;
        String shown = coloured ? YELLOW + name + PLAIN + label.substring(name.length()) : label;
        String beside = " ".repeat(INDENT.length() + NAME_WIDTH);
        List<String> lines = new ArrayList<>();
        boolean fits = label.length() < NAME_WIDTH;
        if (!fits) {
            lines.add(INDENT + shown);
        }
        String start = INDENT + shown + " ".repeat(Math.max(0, NAME_WIDTH - label.length()));
        for (String line : new Paragraph(description).lines(width - beside.length())) {
            boolean first = fits && lines.isEmpty();
            lines.add((first ? start : beside) + line);
        }
        return lines;
    }
}
