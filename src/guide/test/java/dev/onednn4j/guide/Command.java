package dev.onednn4j.guide;

import dev.onednn4j.guide.Page.Block;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A command that a page shows in a block for the shell.
///
/// @param place where it is, for a message
/// @param words its words, without quotes
record Command(String place, List<String> words) {
    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"']|\"[^\"]*\"|'[^']*')+");

    /// The commands of a block: one a line, and a line that ends with `\` goes on in the next one.
    static List<Command> of(Block block) {
        List<Command> commands = new ArrayList<>();
        for (String line : block.text().replace("\\\n", " ").lines().toList()) {
            List<String> words = new ArrayList<>();
            Matcher word = WORD.matcher(line);
            while (word.find() && !word.group().startsWith("#")) {
                words.add(word.group().replaceAll("[\"']", ""));
            }
            if (!words.isEmpty()) {
                commands.add(new Command(block.place(), List.copyOf(words)));
            }
        }
        return commands;
    }

    String program() {
        return words.getFirst();
    }

    List<String> arguments() {
        return words.subList(1, words.size());
    }

    /// The arguments that are options, without their values: `--dir` of `--dir=FWD_I`.
    List<String> options() {
        return arguments().stream()
                .filter(argument -> argument.startsWith("-"))
                .map(option -> option.replaceFirst("=.*", ""))
                .toList();
    }
}
