package dev.onednn4j.fuzz.child;

import com.google.gson.Gson;

import dev.onednn4j.Engine;
import dev.onednn4j.OneDnn;
import dev.onednn4j.fuzz.draw.ProblemDraw;
import dev.onednn4j.fuzz.memory.GuardedMemory;
import dev.onednn4j.fuzz.problem.FuzzProblem;
import dev.onednn4j.fuzz.run.InjectedFault;
import dev.onednn4j.fuzz.run.ProblemRun;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// The program of a child JVM: does what it is told, a line each, and tells what came of it. Writes
/// to its journal what it is about to do.
public final class ChildMain {
    /// What lines of this program begin with; others come from the JVM or a library.
    static final String MARK = "@";

    /// The first line, followed by the instruction set.
    static final String READY = "ready ";

    private final Gson gson = new Gson();
    private final PrintStream out;
    private final Journal journal;
    private final ProblemRun problems;
    private final CallRun calls;

    private ChildMain(PrintStream out, Journal journal, ProblemRun problems, CallRun calls) {
        this.out = out;
        this.journal = journal;
        this.problems = problems;
        this.calls = calls;
    }

    /// Runs until standard input ends.
    ///
    /// @param arguments the file of the journal
    /// @throws IOException when the process that started this one is gone
    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (Journal journal = Journal.create(Path.of(arguments[0]));
                Engine engine = Engine.cpu();
                GuardedMemory memory = new GuardedMemory();
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            out.println(MARK + READY + OneDnn.cpuIsa());
            ChildMain child =
                    new ChildMain(
                            out,
                            journal,
                            new ProblemRun(engine, memory, journal::write),
                            new CallRun(journal::write));
            String line = in.readLine();
            while (line != null) {
                child.answer(child.perform(Task.parse(line)));
                line = in.readLine();
            }
        }
    }

    private void answer(Reply reply) {
        out.println(MARK + gson.toJson(reply));
    }

    private Reply perform(Task task) {
        journal.begin("");
        return switch (task) {
            case Task.Draw draw -> run(new ProblemDraw(draw.kinds()).draw(draw.seed()));
            case Task.Problem problem -> run(FuzzProblem.parse(problem.text()));
            case Task.Calls seeds -> calls.run(seeds);
            case Task.OneProgram program -> calls.run(program);
        };
    }

    private Reply run(FuzzProblem problem) {
        return Reply.of(problem, InjectedFault.of(problem, problems));
    }
}
