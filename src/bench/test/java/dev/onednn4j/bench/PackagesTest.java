package dev.onednn4j.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.pages.Project;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Holds the packages of the harness to their order and their size.
class PackagesTest {
    private static final int MOST_TYPES = 40;

    /// Each package with those that it may import.
    private static final Map<String, Set<String>> MAY_IMPORT =
            Map.of(
                    "command", Set.of("run", "reference", "report", "problem"),
                    "run", Set.of("reference", "report", "problem"),
                    "reference", Set.of("problem"),
                    "report", Set.of("problem"),
                    "problem", Set.of(),
                    "jmh", Set.of());

    /// A harness class by its package, in an import or spelled out in the code.
    private static final Pattern NAMED = Pattern.compile("dev\\.onednn4j\\.bench\\.([a-z]\\w*)\\.");

    private static Path sources() {
        return Project.current().root().resolve("src/bench/main/java/dev/onednn4j/bench");
    }

    private static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    @Test
    void harness_consistsOfTheKnownPackages() throws IOException {
        Set<String> found = new TreeSet<>();
        for (Path entry : entries(sources())) {
            assertTrue(Files.isDirectory(entry), entry + " belongs into one of the packages");
            found.add(entry.getFileName().toString());
        }
        assertEquals(new TreeSet<>(MAY_IMPORT.keySet()), found);
    }

    @Test
    void package_importsOnlyWhatLiesBelowIt() throws IOException {
        Set<String> wrong = new TreeSet<>();
        boolean namesSeen = false;
        for (Map.Entry<String, Set<String>> rule : MAY_IMPORT.entrySet()) {
            for (Path source : entries(sources().resolve(rule.getKey()))) {
                Matcher named = NAMED.matcher(Files.readString(source));
                while (named.find()) {
                    String other = named.group(1);
                    namesSeen = true;
                    if (!other.equals(rule.getKey()) && !rule.getValue().contains(other)) {
                        wrong.add(rule.getKey() + "/" + source.getFileName() + " uses " + other);
                    }
                }
            }
        }
        assertEquals(Set.of(), wrong);
        assertTrue(namesSeen);
    }

    @Test
    void package_isSmallEnoughToTakeIn() throws IOException {
        for (String name : MAY_IMPORT.keySet()) {
            int types = entries(sources().resolve(name)).size() - 1;
            assertFalse(types > MOST_TYPES, name + " has " + types + " types");
        }
    }
}
