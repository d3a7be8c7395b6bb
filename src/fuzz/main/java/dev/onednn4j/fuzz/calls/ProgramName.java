package dev.onednn4j.fuzz.calls;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// What names a program, as text `17` or `17:4,8,9`.
///
/// @param seed what it is drawn from
/// @param steps those that are kept; empty for all
public record ProgramName(long seed, List<Integer> steps) {
    public ProgramName {
        steps = List.copyOf(steps);
    }

    /// All steps of a seed.
    public ProgramName(long seed) {
        this(seed, List.of());
    }

    /// Reads the text.
    ///
    /// @throws IllegalArgumentException when it names no program
    public static ProgramName parse(String text) {
        String[] parts = text.split(":", 2);
        try {
            long seed = Long.parseLong(parts[0]);
            return parts.length == 1
                    ? new ProgramName(seed)
                    : new ProgramName(
                            seed,
                            Arrays.stream(parts[1].split(",", -1)).map(Integer::valueOf).toList());
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException(
                    "expected a program like 17 or 17:4,8,9, got " + text, wrong);
        }
    }

    /// The program.
    public Program program() {
        Program all = Program.of(seed);
        return steps.isEmpty() ? all : all.keeping(steps);
    }

    @Override
    public String toString() {
        return steps.isEmpty()
                ? Long.toString(seed)
                : seed + ":" + steps.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
