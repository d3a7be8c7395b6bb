package dev.onednn4j.capi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Comparisons of two thousand names whose failure shows the few that differ.
final class Differences {
    private Differences() {}

    static void assertSameNames(Collection<String> expected, Collection<String> actual) {
        Set<String> missing = new TreeSet<>(expected);
        missing.removeAll(actual);
        Set<String> superfluous = new TreeSet<>(actual);
        superfluous.removeAll(expected);
        assertEquals(
                "missing: [], superfluous: []",
                "missing: " + missing + ", superfluous: " + superfluous);
    }

    static void assertSame(Map<String, String> inC, Map<String, String> inJava) {
        Set<String> differences = new TreeSet<>();
        Set<String> names = new TreeSet<>(inC.keySet());
        names.addAll(inJava.keySet());
        for (String name : names) {
            String c = inC.getOrDefault(name, "nothing");
            String java = inJava.getOrDefault(name, "nothing");
            if (!c.equals(java)) {
                differences.add(name + " is " + c + " in C and " + java + " in Java");
            }
        }
        assertEquals(Set.of(), differences);
    }
}
