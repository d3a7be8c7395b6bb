package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;

import java.util.Objects;

/// What a failure says to its user.
public final class Thrown {
    private Thrown() {}

    /// The message of the exception that the call must throw.
    public static String message(Class<? extends Throwable> type, Executable call) {
        return Objects.requireNonNull(assertThrows(type, call).getMessage());
    }
}
