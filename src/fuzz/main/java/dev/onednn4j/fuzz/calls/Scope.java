package dev.onednn4j.fuzz.calls;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The values that a program has at some point.
final class Scope {
    private final List<Result> results = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();

    /// A step comes next.
    void add(Step step) {
        steps.add(step);
        if (step.callee().type() != void.class) {
            results.add(step.result());
        }
    }

    /// The steps until now.
    List<Step> steps() {
        return steps;
    }

    /// A value of a class, more often one of the last.
    Optional<Result> find(Class<?> type, Choices choices) {
        List<Result> fitting =
                results.stream().filter(result -> type.isAssignableFrom(result.type())).toList();
        return fitting.isEmpty() ? Optional.empty() : Optional.of(choices.late(fitting));
    }
}
