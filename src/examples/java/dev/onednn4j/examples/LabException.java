package dev.onednn4j.examples;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import javax.imageio.IIOException;

/// What the user asked for cannot be done. The message names what was given.
final class LabException extends Exception {
    private static final long serialVersionUID = 1;

    LabException(String message) {
        super(message);
    }

    LabException(String message, Throwable cause) {
        super(message, cause);
    }

    /// A file that cannot be used.
    ///
    /// @param what what cannot be done with it
    static LabException of(Path file, String what, IOException cause) {
        return new LabException(file + ": " + what + ": " + reason(cause), cause);
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
