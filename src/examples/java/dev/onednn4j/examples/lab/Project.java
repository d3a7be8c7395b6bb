package dev.onednn4j.examples.lab;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

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

    /// The source of a class, from the project's folder on.
    static String source(Class<?> type) {
        return "src/examples/java/" + type.getNestHost().getName().replace('.', '/') + ".java";
    }

    /// How a page refers to a file of the project.
    ///
    /// @param directory where the page is
    /// @return empty when there is no such file
    Optional<String> link(Path directory, String file) {
        Path target = root.resolve(file).toAbsolutePath().normalize();
        Path from = directory.toAbsolutePath().normalize();
        if (!Files.isRegularFile(target) || !target.getRoot().equals(from.getRoot())) {
            return Optional.empty();
        }
        String path = from.relativize(target).toString().replace('\\', '/');
        try {
            return Optional.of(new URI(null, null, path, null).getRawPath());
        } catch (URISyntaxException unusable) {
            return Optional.empty();
        }
    }
}
