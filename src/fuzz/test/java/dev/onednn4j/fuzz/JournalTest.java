package dev.onednn4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.onednn4j.fuzz.child.Journal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The lines that outlive a process.
class JournalTest {
    @TempDir Path directory;

    @Test
    void lines_areReadWhileTheJournalIsOpen() throws IOException {
        Path file = directory.resolve("journal");
        try (Journal journal = Journal.create(file)) {
            journal.write("first");
            journal.write("");
            journal.write("grün");
            assertEquals(List.of("first", "", "grün"), Journal.read(file));
        }
    }

    @Test
    void manyLines_leaveTheLast() throws IOException {
        Path file = directory.resolve("journal");
        try (Journal journal = Journal.create(file)) {
            for (int i = 0; i < 1000; i++) {
                journal.write("line " + i);
            }
        }
        List<String> lines = Journal.read(file);
        assertEquals(64, lines.size());
        assertEquals("line 999", lines.getLast());
        assertEquals("line 936", lines.getFirst());
    }

    @Test
    void noFile_hasNoLines() throws IOException {
        assertEquals(List.of(), Journal.read(directory.resolve("none")));
    }
}
