package dev.onednn4j.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The house stays in order: internal packages use those below them alone, and a person can take in
/// each of them.
class PackageDirectionTest {
    private static final Path SOURCES = Path.of("src", "core", "main", "java", "dev", "onednn4j");

    /// From the top down.
    private static final List<String> ORDER =
            List.of("call", "defect", "problem", "attribute", "memory", "library");

    private static final int MOST_TYPES = 40;
    private static final int MOST_INTERNAL_LINES = 300;
    private static final Pattern INTERNAL_IMPORT =
            Pattern.compile(
                    "^import (?:static )?dev\\.onednn4j\\.internal\\.(\\w+)\\.", Pattern.MULTILINE);

    @Test
    void internalPackages_useThoseBelowThem_only() throws IOException {
        List<String> upward = new ArrayList<>();
        for (Path file : files()) {
            String own = packageOf(file);
            if (own.isEmpty()) {
                continue;
            }
            assertTrue(ORDER.contains(own), () -> own + ": expected one of " + ORDER);
            Matcher imports = INTERNAL_IMPORT.matcher(Files.readString(file));
            while (imports.find()) {
                if (ORDER.indexOf(imports.group(1)) < ORDER.indexOf(own)) {
                    upward.add(file + " uses " + imports.group(1));
                }
            }
        }
        assertEquals(List.of(), upward);
    }

    @Test
    void internalPackages_haveFewTypes_each() throws IOException {
        Map<String, Long> sizes =
                files().stream()
                        .filter(file -> !packageOf(file).isEmpty())
                        .collect(
                                Collectors.groupingBy(
                                        PackageDirectionTest::packageOf,
                                        TreeMap::new,
                                        Collectors.counting()));
        assertEquals(new TreeMap<>(sizes).keySet(), new java.util.TreeSet<>(ORDER));
        sizes.forEach((name, count) -> assertTrue(count <= MOST_TYPES, name + ": " + count));
    }

    @Test
    void apiPackage_hasPublicTypes_only() throws IOException {
        for (Path file : files()) {
            if (packageOf(file).isEmpty() && !file.endsWith("package-info.java")) {
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
            assertFalse(lines > MOST_INTERNAL_LINES, () -> file + " has " + lines + " lines");
        }
    }

    private static String packageOf(Path file) {
        Path folder = SOURCES.relativize(file.getParent());
        return folder.getNameCount() == 2 ? folder.getName(1).toString() : "";
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(SOURCES)) {
            return all.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
