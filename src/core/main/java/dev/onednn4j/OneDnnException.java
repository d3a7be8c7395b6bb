package dev.onednn4j;

import org.jspecify.annotations.Nullable;

/// oneDNN refused a call or failed in it, or its library could not be loaded.
///
/// Bad arguments that onednn4j finds itself, before any native code runs, are
/// `IllegalArgumentException`s, `NullPointerException`s and `IllegalStateException`s instead.
public class OneDnnException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final @Nullable Status status;
    private final @Nullable String function;

    /// @param problem in the language of benchdnn
    public OneDnnException(Status status, String function, String problem) {
        super(function + " returned " + status + " for " + problem);
        this.status = status;
        this.function = function;
    }

    /// A refusal in words.
    public OneDnnException(String message, Status status, String function) {
        super(message);
        this.status = status;
        this.function = function;
    }

    /// The library could not be loaded.
    public OneDnnException(String message, Throwable cause) {
        super(message, cause);
        this.status = null;
        this.function = null;
    }

    /// What the C function returned; null when the library could not be loaded.
    public @Nullable Status status() {
        return status;
    }

    /// The C function that failed; null when the library could not be loaded.
    public @Nullable String function() {
        return function;
    }
}
