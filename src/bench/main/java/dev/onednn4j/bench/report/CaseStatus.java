package dev.onednn4j.bench.report;

/// How a case ended, by benchdnn's words.
public enum CaseStatus {
    /// It ran and its result was right.
    PASSED,
    /// It was not run, because this machine or this harness is known not to do it.
    SKIPPED,
    /// Its result was right, but most of it was 0, which proves little.
    MISTRUSTED,
    /// It was named, as asked.
    LISTED,
    /// oneDNN has no implementation of it on this machine.
    UNIMPLEMENTED,
    /// Its result was wrong, or it could not be run to its end.
    FAILED;

    /// Whether the session has failed with it.
    public boolean isFailure() {
        return this == UNIMPLEMENTED || this == FAILED;
    }
}
