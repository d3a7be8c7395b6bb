package dev.onednn4j.fuzz.child;

import dev.onednn4j.fuzz.problem.FuzzProblem;
import dev.onednn4j.fuzz.run.Failure;
import dev.onednn4j.fuzz.run.ProblemResult;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// What a child tells when it has done a task.
///
/// @param kind the kind of primitive; `calls` for calls
/// @param types of the tensors
/// @param problem the text; for calls, the name of the step that found something, and its line
/// @param ran how many implementations ran, or how many calls were made
/// @param refusal why none ran; null where one did
/// @param passedOver implementations that were, with the ids of the defects
/// @param failures what was found
public record Reply(
        String kind,
        String types,
        String problem,
        long ran,
        @Nullable String refusal,
        Map<String, String> passedOver,
        List<Failure> failures) {
    /// The kind of a reply about calls.
    public static final String CALLS = "calls";

    static Reply of(FuzzProblem problem, ProblemResult result) {
        return new Reply(
                problem.kind().toString(),
                problem.types(),
                problem.toString(),
                result.implementations().size(),
                result.refusal(),
                result.passedOver(),
                result.failures());
    }
}
