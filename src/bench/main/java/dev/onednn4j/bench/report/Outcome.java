package dev.onednn4j.bench.report;

import dev.onednn4j.bench.problem.ConvolutionCase;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// How one case ended.
///
/// @param reason why it did not pass, in a few words; empty when it did
/// @param evidence the first wrong elements of a result, a line each
/// @param measurement what it took; null when it was not timed
public record Outcome(
        ConvolutionCase benchCase,
        CaseStatus status,
        String reason,
        List<String> evidence,
        @Nullable Measurement measurement) {
    public Outcome {
        evidence = List.copyOf(evidence);
    }

    public static Outcome passed(ConvolutionCase benchCase, Measurement measurement) {
        return new Outcome(benchCase, CaseStatus.PASSED, "", List.of(), measurement);
    }

    public static Outcome without(ConvolutionCase benchCase, CaseStatus status, String reason) {
        return new Outcome(benchCase, status, reason, List.of(), null);
    }

    /// A case that may not run on a reference implementation did.
    public static Outcome referenceUsed(ConvolutionCase benchCase, String implementation) {
        return without(
                benchCase,
                CaseStatus.FAILED,
                "runs on the reference implementation " + implementation);
    }

    public static Outcome failed(ConvolutionCase benchCase, String reason, List<String> evidence) {
        return new Outcome(benchCase, CaseStatus.FAILED, reason, evidence, null);
    }

    /// The line that tells of it where there is no measurement.
    ///
    /// @param index the number of the case in its session, from 0
    public String describe(int index) {
        String because = reason.isEmpty() ? "" : " (" + reason + ")";
        return index + ":" + status + because + " __REPRO: " + benchCase.reproducer();
    }
}
