package dev.onednn4j.bench.report;

/// What the time of a session goes into.
public enum Phase {
    /// Loading the library.
    LOAD,
    /// Making primitives.
    CREATE,
    /// Filling tensors and bringing them into the layouts that oneDNN chose.
    FILL,
    /// Looking whether results are right.
    CHECK,
    /// Running primitives, warm-up and timing.
    EXECUTE
}
