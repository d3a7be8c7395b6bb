package dev.onednn4j.bench.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The batch files that come with the harness.
final class Suites {
    static final String RESNET_50 = "resnet50";

    private Suites() {}

    /// The suite of that name, if there is one.
    static Optional<Path> find(String name) {
        try {
            return Optional.of(directory().resolve(name)).filter(Files::isRegularFile);
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }

    /// The names of all suites in alphabetical order.
    static List<String> names() {
        try (Stream<Path> files = Files.list(directory())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Path directory() {
        return Folder.PATH;
    }

    /// Found when it is first needed. In a jar it is open as long as the process lives.
    private static final class Folder {
        private static final Path PATH = find();

        private static Path find() {
            URL location = Suites.class.getResource("/suites");
            if (location == null) {
                throw new IllegalStateException("the suites are missing from the class path");
            }
            try {
                URI place = location.toURI();
                return place.getScheme().equals("jar")
                        ? FileSystems.newFileSystem(place, Map.of()).provider().getPath(place)
                        : Path.of(place);
            } catch (URISyntaxException malformed) {
                throw new IllegalStateException(malformed);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
