package dev.onednn4j.lab.command;

import dev.onednn4j.lab.notebook.Step;
import dev.onednn4j.pages.terminal.Terminal;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What the program did with its arguments.
record LabRun(int exitCode, String out, String err) {
    /// As `scripts/lab` does it, its output in a file.
    static LabRun of(List<Step> steps, Object... arguments) {
        return at(Terminal.NONE, steps, arguments);
    }

    static LabRun at(Terminal terminal, List<Step> steps, Object... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = arguments[i].toString();
        }
        int exitCode =
                Lab.run(
                        steps,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        terminal,
                        texts);
        return new LabRun(
                exitCode,
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8));
    }

    /// The lines that tell what came of steps.
    List<String> verdicts() {
        return out.lines().filter(line -> line.matches("lab: \\w+ (PASSED|FAILED).*")).toList();
    }
}
