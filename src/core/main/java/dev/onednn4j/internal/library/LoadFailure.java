package dev.onednn4j.internal.library;

import org.jspecify.annotations.Nullable;

/// The native library, or one place it was looked for in, could not be used. The message is
/// complete: it names what was tried, why it failed and what to do.
public final class LoadFailure extends Exception {
    private static final long serialVersionUID = 1L;

    LoadFailure(String message) {
        super(message);
    }

    LoadFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /// The message, which is never null.
    public String reason() {
        return String.valueOf(getMessage());
    }
}
