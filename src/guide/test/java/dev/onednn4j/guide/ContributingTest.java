package dev.onednn4j.guide;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the page for contributors names is there.
class ContributingTest {
    private static final Path PAGE = Path.of(".github", "CONTRIBUTING.md");
    private static final Pattern CLASS = Pattern.compile("`([A-Z][a-z]\\w+)`");
    private static final Pattern FOLDER = Pattern.compile("(?m)^\\| `([\\w/]+)` \\|");

    private static List<String> names(Pattern pattern) throws IOException {
        return pattern.matcher(Files.readString(PAGE))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    @Test
    void classes_areInTheSources() throws IOException {
        Set<String> files;
        try (Stream<Path> all = Files.walk(Path.of("src"))) {
            files =
                    all.map(file -> String.valueOf(file.getFileName()))
                            .filter(name -> name.endsWith(".java"))
                            .collect(Collectors.toSet());
        }
        List<String> classes = names(CLASS);
        assertFalse(classes.isEmpty());
        classes.forEach(name -> assertTrue(files.contains(name + ".java"), name));
    }

    @Test
    void folders_exist() throws IOException {
        List<String> folders = names(FOLDER);
        assertFalse(folders.isEmpty());
        folders.forEach(folder -> assertTrue(Files.isDirectory(Path.of(folder)), folder));
    }
}
