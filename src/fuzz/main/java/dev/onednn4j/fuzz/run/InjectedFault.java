package dev.onednn4j.fuzz.run;

import dev.onednn4j.fuzz.problem.FuzzProblem;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Lets problems and calls fail on purpose, so that tests see what becomes of it. A problem or a
/// call fails when its text matches the pattern that the property `onednn4j.fuzz.inject.<kind>`
/// holds, kind being `wrong`, `crash` or `hang`.
public final class InjectedFault {
    private static final String PROPERTY = "onednn4j.fuzz.inject.";

    private InjectedFault() {}

    /// Runs a problem, or what was injected instead.
    public static ProblemResult of(FuzzProblem problem, ProblemRun run) {
        String text = problem.toString();
        inject(text, run::announce);
        if (isInjected("wrong", text)) {
            Failure failure =
                    new Failure(FailureKind.WRONG, "injected", List.of("wrong on purpose"));
            return new ProblemResult(List.of("injected"), null, Map.of(), List.of(failure));
        }
        return run.run(problem);
    }

    /// Does what was injected for a line of the journal, or nothing.
    public static void before(String line) {
        inject(line, any -> {});
    }

    private static void inject(String text, Consumer<String> announce) {
        if (isInjected("crash", text)) {
            announce.accept(text);
            MemorySegment.NULL.reinterpret(1).set(ValueLayout.JAVA_BYTE, 0, (byte) 1);
        }
        if (isInjected("hang", text)) {
            announce.accept(text);
            Predicate<String> forever = any -> true;
            while (forever.test(text)) {
                Thread.onSpinWait();
            }
        }
    }

    private static boolean isInjected(String kind, String text) {
        String pattern = System.getProperty(PROPERTY + kind, "");
        return !pattern.isEmpty() && text.matches(pattern);
    }
}
