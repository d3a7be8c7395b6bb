package dev.onednn4j.bench.run;

/// A C program that the harness would use cannot be built, does not run, or refuses what it is
/// asked. The message is one line.
public final class NativeFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NativeFailure(String message) {
        super(message);
    }

    NativeFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
