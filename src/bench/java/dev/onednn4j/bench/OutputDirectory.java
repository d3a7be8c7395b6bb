package dev.onednn4j.bench;

import java.net.URISyntaxException;
import java.nio.file.Path;

/// Where a session leaves its files.
final class OutputDirectory {
    /// Names another directory than `target/bench` of the project.
    static final String PROPERTY = "onednn4j.bench.output";

    private OutputDirectory() {}

    static Path path() {
        String chosen = System.getProperty(PROPERTY);
        if (chosen != null) {
            return Path.of(chosen);
        }
        try {
            Path classes =
                    Path.of(
                            OutputDirectory.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            Path target = classes.getParent();
            return (target == null ? classes : target).resolve("bench");
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the project's folder has no usable path", e);
        }
    }
}
