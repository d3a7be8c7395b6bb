package dev.onednn4j.fuzz.calls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A folder with files of some sizes, which is deleted when the JVM ends.
final class Scratch {
    private static final int FULL = 1 << 16;
    private static final Path FOLDER = create();

    private Scratch() {}

    static Path file(String name) {
        return FOLDER.resolve(name);
    }

    private static Path create() {
        try {
            Path folder = Files.createTempDirectory("hostile-calls");
            Files.write(folder.resolve("full"), new byte[FULL]);
            Files.write(folder.resolve("small"), new byte[3]);
            Files.createFile(folder.resolve("empty"));
            Files.createDirectory(folder.resolve("folder"));
            // They are deleted in the order that is the reverse of this one.
            folder.toFile().deleteOnExit();
            for (String name : List.of("full", "small", "empty", "folder", "missing", "new")) {
                folder.resolve(name).toFile().deleteOnExit();
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
