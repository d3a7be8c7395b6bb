package dev.onednn4j.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.onednn4j.pages.Project;
import dev.onednn4j.testing.PackageTree;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Map;
import java.util.Set;

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

    private static PackageTree harness() {
        return new PackageTree(
                Project.current().root().resolve("src/bench/main/java/dev/onednn4j/bench"),
                "dev.onednn4j.bench");
    }

    @Test
    void harness_consistsOfTheKnownPackages() throws IOException {
        assertEquals(MAY_IMPORT.keySet(), harness().packages().keySet());
    }

    @Test
    void package_importsOnlyWhatLiesBelowIt() throws IOException {
        assertEquals(Set.of(), harness().forbidden(MAY_IMPORT));
        // Without what it may use, a package that uses something is found.
        assertNotEquals(Set.of(), harness().forbidden(Map.of()));
    }

    @Test
    void package_isSmallEnoughToTakeIn() throws IOException {
        assertEquals(Map.of(), harness().largerThan(MOST_TYPES));
    }
}
