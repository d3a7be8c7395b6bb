package dev.onednn4j.fuzz.run;

import dev.onednn4j.fuzz.problem.FuzzProblem;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Lets problems fail on purpose, so that tests see what becomes of it. A problem fails when its
/// text matches the pattern that the property `onednn4j.fuzz.inject.<kind>` holds, kind being
/// `wrong`, `crash` or `hang`.
public final class InjectedFault {
    private static final String PROPERTY = "onednn4j.fuzz.inject.";

    private InjectedFault() {}

    /// Runs a problem, or what was injected instead.
    public static ProblemResult of(FuzzProblem problem, ProblemRun run) {
        String text = problem.toString();
        if (isInjected("crash", text)) {
            run.announce(text);
            MemorySegment.NULL.reinterpret(1).set(ValueLayout.JAVA_BYTE, 0, (byte) 1);
        }
        if (isInjected("hang", text)) {
            run.announce(text);
            Predicate<String> forever = any -> true;
            while (forever.test(text)) {
                Thread.onSpinWait();
            }
        }
        if (isInjected("wrong", text)) {
            Failure failure =
                    new Failure(FailureKind.WRONG, "injected", List.of("wrong on purpose"));
            return new ProblemResult(List.of("injected"), null, Map.of(), List.of(failure));
        }
        return run.run(problem);
    }

    private static boolean isInjected(String kind, String text) {
        String pattern = System.getProperty(PROPERTY + kind, "");
        return !pattern.isEmpty() && text.matches(pattern);
    }
}
