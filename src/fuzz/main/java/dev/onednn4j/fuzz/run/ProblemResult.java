package dev.onednn4j.fuzz.run;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// What came of a problem.
///
/// @param implementations those that ran
/// @param refusal why none did; null where one did
/// @param passedOver implementations that the library knows not to be right, with the ids of the
///   defects
/// @param failures what was wrong
public record ProblemResult(
        List<String> implementations,
        @Nullable String refusal,
        Map<String, String> passedOver,
        List<Failure> failures) {}
