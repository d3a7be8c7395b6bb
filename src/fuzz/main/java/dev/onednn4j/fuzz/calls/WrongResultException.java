package dev.onednn4j.fuzz.calls;

import dev.onednn4j.fuzz.run.FailureKind;

/// A primitive computed something else than before, or wrote what it should only read.
final class WrongResultException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final FailureKind kind;

    WrongResultException(FailureKind kind, String message) {
        super(message);
        this.kind = kind;
    }

    FailureKind kind() {
        return kind;
    }
}
