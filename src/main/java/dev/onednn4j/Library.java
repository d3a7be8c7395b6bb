package dev.onednn4j;

import java.nio.file.Path;

/// Loads the native library once.
final class Library {
    private Library() {}

    static void load() {
        Once.touch();
    }

    private static final class Once {
        static {
            System.load(Path.of(System.getProperty("onednn4j.library")).toString());
        }

        static void touch() {}
    }
}
