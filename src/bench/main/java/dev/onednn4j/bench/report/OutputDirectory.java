package dev.onednn4j.bench.report;

import dev.onednn4j.pages.Project;

import java.nio.file.Path;

/// Where a session leaves its files.
public final class OutputDirectory {
    /// Names another directory than `target/bench` of the project.
    public static final String PROPERTY = "onednn4j.bench.output";

    private OutputDirectory() {}

    public static Path path() {
        String chosen = System.getProperty(PROPERTY);
        return chosen == null ? Project.current().output("bench") : Path.of(chosen);
    }
}
