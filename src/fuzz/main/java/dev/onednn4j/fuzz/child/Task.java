package dev.onednn4j.fuzz.child;

import dev.onednn4j.fuzz.calls.ProgramName;
import dev.onednn4j.fuzz.problem.Kind;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Something that a child is told to do, in one line.
public sealed interface Task {
    /// What the line for a program begins with.
    String PROGRAM = "program ";

    /// Draws a problem and runs it.
    ///
    /// @param kinds those that are wanted
    record Draw(long seed, List<Kind> kinds) implements Task {
        @Override
        public String toString() {
            String names = kinds.stream().map(Kind::toString).collect(Collectors.joining(","));
            return "draw " + seed + " " + names;
        }
    }

    /// Runs a problem.
    ///
    /// @param text the text of the problem
    record Problem(String text) implements Task {
        @Override
        public String toString() {
            return "problem " + text;
        }
    }

    /// Runs one program of hostile calls.
    record OneProgram(ProgramName name) implements Task {
        @Override
        public String toString() {
            return PROGRAM + name;
        }
    }

    /// Runs programs of hostile calls, one after another from that of the seed on, until one finds
    /// something.
    ///
    /// @param milliseconds after which no further program begins
    record Calls(long seed, long milliseconds) implements Task {
        @Override
        public String toString() {
            return "calls " + seed + " " + milliseconds;
        }
    }

    /// Reads a task.
    ///
    /// @throws IllegalArgumentException when it is none
    static Task parse(String line) {
        String[] words = line.split(" ", 3);
        return switch (words[0]) {
            case "draw" ->
                    new Draw(
                            Long.parseLong(words[1]),
                            Arrays.stream(words[2].split(",", -1)).map(Kind::of).toList());
            case "problem" -> new Problem(line.substring("problem ".length()));
            case "program" -> new OneProgram(ProgramName.parse(words[1]));
            case "calls" -> new Calls(Long.parseLong(words[1]), Long.parseLong(words[2]));
            default -> throw new IllegalArgumentException("no task: " + line);
        };
    }
}
