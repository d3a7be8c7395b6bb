package dev.onednn4j.internal.library;

import org.jspecify.annotations.Nullable;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/// What the user set, and by which means: a system property wins over an environment variable, and
/// blank text counts as not set.
///
/// @param property reads a system property
/// @param variable reads an environment variable
public record Settings(
        Function<String, @Nullable String> property, Function<String, @Nullable String> variable) {

    /// A path that the user set.
    ///
    /// @param path the path, absolute
    /// @param origin the property or variable it came from, in words for a message
    public record UserPath(Path path, String origin) {}

    static Settings ofProcess() {
        return new Settings(System::getProperty, System::getenv);
    }

    /// The path in `propertyName`, or else in `variableName`.
    public Optional<UserPath> path(String propertyName, String variableName) throws LoadFailure {
        String text = property.apply(propertyName);
        String origin = "the system property " + propertyName;
        if (text == null || text.isBlank()) {
            text = variable.apply(variableName);
            origin = "the environment variable " + variableName;
        }
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new UserPath(Path.of(text).toAbsolutePath(), origin));
        } catch (InvalidPathException e) {
            throw new LoadFailure("'" + text + "', set by " + origin + ", is not a path", e);
        }
    }

    /// The directory in an environment variable or system property that others define; empty unless
    /// it is absolute.
    static Optional<Path> directory(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(text)).filter(Path::isAbsolute);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
