package dev.onednn4j.fuzz.command;

import dev.onednn4j.bench.problem.BadInput;
import dev.onednn4j.bench.run.InstructionSets;
import dev.onednn4j.fuzz.calls.ProgramName;
import dev.onednn4j.fuzz.child.Task;
import dev.onednn4j.fuzz.draw.ProblemDraw;
import dev.onednn4j.fuzz.problem.FuzzProblem;
import dev.onednn4j.fuzz.problem.Kind;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What the options ask for, checked.
///
/// @param isas null stands for the CPU's own
/// @param calls the part of the time that is for calls, 0 to 1
/// @param given what is to be done instead of drawing; empty for drawing
record FuzzPlan(
        FuzzOptions options,
        long seed,
        List<@Nullable String> isas,
        List<Kind> kinds,
        double calls,
        List<Task> given) {
    private static final int USUAL_CALLS = 15;
    private static final int ALL = 100;
    private static final int MOST_CHILDREN = 256;
    private static final double LONGEST = 1e7;

    /// Checks options.
    ///
    /// @throws Misuse when they make no sense
    static FuzzPlan of(FuzzOptions options) {
        require("--seconds", options.seconds, 0, LONGEST);
        require("--reduce", options.reduce, 0, LONGEST);
        require("--hang", options.hang, 1, LONGEST);
        require("--children", options.children, 1, MOST_CHILDREN);
        require("--members", options.members, 1, LONGEST);
        if (options.most < 1) {
            throw new Misuse("--most: expected at least 1, got " + options.most);
        }
        try {
            List<@Nullable String> isas = new ArrayList<>();
            for (String isa : options.isas) {
                isas.add(InstructionSets.variable(InstructionSets.parse(isa, "--isa")));
            }
            if (isas.isEmpty()) {
                isas.add(null);
            }
            List<Kind> kinds =
                    options.only.isEmpty()
                            ? ProblemDraw.usual()
                            : options.only.stream().map(Kind::of).toList();
            Long seed = options.seed;
            return new FuzzPlan(
                    options,
                    seed == null ? System.nanoTime() & 0xffffffL : seed,
                    isas,
                    kinds,
                    calls(options),
                    given(options));
        } catch (BadInput | IllegalArgumentException wrong) {
            throw new Misuse(String.valueOf(wrong.getMessage()));
        }
    }

    private static void require(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new Misuse(
                    "%s: expected %.0f to %.0f, got %s".formatted(name, least, most, value));
        }
    }

    private static double calls(FuzzOptions options) {
        Integer calls = options.calls;
        Integer problems = options.problems;
        if (calls == null && problems == null) {
            return options.only.isEmpty() ? USUAL_CALLS / (double) ALL : 0;
        }
        int part = calls != null ? calls : ALL - (problems == null ? 0 : problems);
        if (part < 0 || part > ALL || (problems != null && problems + part != ALL)) {
            throw new Misuse("--calls and --problems: expected parts that make up 100 percent");
        }
        return part / (double) ALL;
    }

    private static List<Task> given(FuzzOptions options) {
        List<Task> tasks = new ArrayList<>();
        for (String text : options.texts) {
            tasks.add(new Task.Problem(FuzzProblem.parse(text).toString()));
        }
        Path corpus = options.corpus;
        if (corpus != null) {
            try {
                for (String line : Files.readAllLines(corpus)) {
                    if (!line.isBlank() && !line.startsWith("#")) {
                        tasks.add(new Task.Problem(FuzzProblem.parse(line).toString()));
                    }
                }
            } catch (IOException unreadable) {
                throw new Misuse("--corpus: " + corpus + " cannot be read");
            }
        }
        for (String program : options.programs) {
            tasks.add(new Task.OneProgram(ProgramName.parse(program)));
        }
        return List.copyOf(tasks);
    }
}
