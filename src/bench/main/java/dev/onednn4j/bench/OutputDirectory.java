package dev.onednn4j.bench;

import dev.onednn4j.pages.Project;

import java.nio.file.Path;

/// Where a session leaves its files.
final class OutputDirectory {
    /// Names another directory than `target/bench` of the project.
    static final String PROPERTY = "onednn4j.bench.output";

    private OutputDirectory() {}

    static Path path() {
        String chosen = System.getProperty(PROPERTY);
        return chosen == null ? Project.current().output("bench") : Path.of(chosen);
    }
}
