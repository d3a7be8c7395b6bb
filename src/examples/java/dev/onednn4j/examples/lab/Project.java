package dev.onednn4j.examples.lab;

import java.nio.file.Path;

/// The project's own folder, which the launcher knows.
record Project(Path root) {
    private static final String PROPERTY = "onednn4j.lab.project";

    static Project fromLauncher() {
        return new Project(Path.of(System.getProperty(PROPERTY, "")));
    }

    /// Where pages go unless another folder is named.
    Path output() {
        return root.resolve("target").resolve("lab");
    }
}
