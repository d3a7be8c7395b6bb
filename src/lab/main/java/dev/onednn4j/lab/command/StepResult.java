package dev.onednn4j.lab.command;

import dev.onednn4j.lab.notebook.Entry;
import dev.onednn4j.lab.notebook.Step;

import java.util.List;
import java.util.Optional;

/// What came of a step.
///
/// @param entries what it wrote
/// @param failure why it failed; empty when it passed
/// @param seconds how long it took
record StepResult(Step step, List<Entry> entries, Optional<String> failure, double seconds) {
    boolean passed() {
        return failure.isEmpty();
    }
}
