package dev.onednn4j.examples;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

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
        String reason =
                switch (cause) {
                    case NoSuchFileException _ -> "no such file or folder";
                    case AccessDeniedException _ -> "permission denied";
                    case FileSystemException failure when failure.getReason() != null ->
                            failure.getReason();
                    default -> String.valueOf(cause.getMessage());
                };
        return new LabException(file + ": " + what + ": " + reason, cause);
    }
}
