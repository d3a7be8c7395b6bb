package dev.onednn4j.bench.report;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What a session has measured, with what is needed to make sense of it: the content of
/// `results.json`.
///
/// @param date when it ended, by ISO 8601 with an offset
/// @param command the arguments of the session
/// @param complete whether no problem is missing and none is there under several settings of the
///   machine or of the implementation: what sums over a network need
/// @param roofline what the machine can do at most; null where that was not measured
public record Results(
        String date,
        String command,
        boolean complete,
        MachineFacts machine,
        @Nullable Roofline roofline,
        List<CaseResult> problems) {
    public Results {
        problems = List.copyOf(problems);
    }

    /// The problem's name, with its settings where the session mixes several.
    String label(CaseResult result) {
        String first = problems.getFirst().settings();
        boolean mixed = problems.stream().anyMatch(each -> !each.settings().equals(first));
        return mixed ? (result.name() + " " + result.settings()).strip() : result.name();
    }
}
