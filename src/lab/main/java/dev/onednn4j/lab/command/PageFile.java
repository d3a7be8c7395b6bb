package dev.onednn4j.lab.command;

import dev.onednn4j.lab.picture.UnusableFileException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where a page goes.
///
/// @param directory made when it is not there
/// @param name the file's
record PageFile(Path directory, String name) {
    Path path() {
        return directory.resolve(name);
    }

    /// Finds out before the work what would fail after it.
    void prepare() throws UnusableFileException {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new UnusableFileException(
                    directory + ": expected a folder to write to, got a file");
        }
        if (Files.isDirectory(path())) {
            throw new UnusableFileException(path() + ": expected a file to write to, got a folder");
        }
        try {
            Files.createDirectories(directory);
            Files.delete(Files.createTempFile(directory, "page", ".tmp"));
        } catch (IOException failure) {
            throw UnusableFileException.of(directory, "cannot be written to", failure);
        }
    }

    void write(String html) throws UnusableFileException {
        try {
            Files.writeString(path(), html);
        } catch (IOException failure) {
            throw UnusableFileException.of(path(), "cannot be written", failure);
        }
    }
}
