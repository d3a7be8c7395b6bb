package dev.onednn4j.lab.picture;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import javax.imageio.IIOException;

/// A file or folder cannot be used as what it was given for. The message names it.
public final class UnusableFileException extends Exception {
    private static final long serialVersionUID = 1;

    /// @param message what was expected and what came
    public UnusableFileException(String message) {
        super(message);
    }

    /// @param message what was expected and what came
    public UnusableFileException(String message, Throwable cause) {
        super(message, cause);
    }

    /// What the system says against a file.
    ///
    /// @param what what cannot be done with it
    public static UnusableFileException of(Path file, String what, IOException cause) {
        return new UnusableFileException(file + ": " + what + ": " + reason(cause), cause);
    }

    private static String reason(IOException failure) {
        return switch (failure) {
            case NoSuchFileException _ -> "no such file or folder";
            case AccessDeniedException _ -> "permission denied";
            case FileSystemException known when known.getReason() != null -> known.getReason();
            case IIOException wrapper when wrapper.getCause() instanceof IOException inner ->
                    reason(inner);
            default -> String.valueOf(failure.getMessage());
        };
    }
}
