package dev.onednn4j.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.testing.PackageTree;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// The house stays in order: internal packages use those below them alone, and a person can take in
/// each of them.
class PackageDirectionTest {
    private static final Path SOURCES = Path.of("src", "core", "main", "java", "dev", "onednn4j");

    private static final PackageTree INTERNAL =
            new PackageTree(SOURCES.resolve("internal"), "dev.onednn4j.internal");

    /// From the top down.
    private static final List<String> ORDER =
            List.of("call", "defect", "problem", "attribute", "memory", "library");

    private static final int MOST_TYPES = 39;
    private static final int MOST_LINES = 300;

    @Test
    void internalPackages_areKnown_all() throws IOException {
        assertEquals(Set.copyOf(ORDER), INTERNAL.packages().keySet());
    }

    @Test
    void internalPackages_useThoseBelowThem_only() throws IOException {
        Map<String, Set<String>> below = new HashMap<>();
        for (int i = 0; i < ORDER.size(); i++) {
            below.put(ORDER.get(i), Set.copyOf(ORDER.subList(i + 1, ORDER.size())));
        }
        assertEquals(Set.of(), INTERNAL.forbidden(below));
    }

    @Test
    void internalPackages_haveFewTypes_each() throws IOException {
        assertEquals(Map.of(), INTERNAL.largerThan(MOST_TYPES));
    }

    @Test
    void apiPackage_hasPublicTypes_only() throws IOException {
        for (Path file : files()) {
            if (file.getParent().equals(SOURCES) && !file.endsWith("package-info.java")) {
                assertTrue(
                        Files.readString(file).contains("\npublic "),
                        () -> file + ": a type that users do not name belongs to internal");
            }
        }
    }

    @Test
    void files_areShort_all() throws IOException {
        for (Path file : files()) {
            long lines;
            try (Stream<String> all = Files.lines(file)) {
                lines = all.count();
            }
            assertFalse(lines > MOST_LINES, () -> file + " has " + lines + " lines");
        }
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(SOURCES)) {
            return all.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
