package dev.onednn4j.pages;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The folder of the project.
///
/// @param root where the top `pom.xml` is
public record Project(Path root) {
    private static final String PROPERTY = "onednn4j.project";

    /// The project whose scripts run, or else the working directory.
    public static Project current() {
        return new Project(Path.of(System.getProperty(PROPERTY, "")));
    }

    /// Where a program leaves its files unless the user names another folder.
    public Path output(String program) {
        return root.resolve("target").resolve(program);
    }

    /// How a page refers to a file of the project.
    ///
    /// @param directory where the page is
    /// @param file the path from the project's folder on
    /// @return empty when there is no such file
    public Optional<String> link(Path directory, String file) {
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
