package dev.onednn4j.fuzz.child;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// The last lines about what a process is doing, in a file that is mapped into its memory: they are
/// there even when the process dies at the next instruction.
///
/// Thread safe.
public final class Journal implements AutoCloseable {
    private static final int LINES = 64;
    private static final int LONGEST = 4092;
    private static final int SLOT = 4096;
    private static final int HEAD = 8;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment memory;
    private long written;

    private Journal(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            memory = channel.map(MapMode.READ_WRITE, 0, HEAD + (1L + LINES) * SLOT, arena);
        }
    }

    /// A new journal.
    ///
    /// @throws IOException when the file cannot be written
    public static Journal create(Path file) throws IOException {
        return new Journal(file);
    }

    /// Forgets all lines and writes one that stays the first, however many follow.
    public synchronized void begin(String first) {
        written = 0;
        memory.set(ValueLayout.JAVA_LONG_UNALIGNED, 0, written);
        put(0, first);
    }

    /// Writes a line.
    public synchronized void write(String line) {
        put(slot(written), line);
        memory.set(ValueLayout.JAVA_LONG_UNALIGNED, 0, ++written);
    }

    /// The slot of a line; that of the first one is never used again.
    private static int slot(long number) {
        return (int) (1 + number % LINES);
    }

    private void put(int slot, String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(bytes.length, LONGEST);
        long place = HEAD + (long) slot * SLOT;
        memory.set(ValueLayout.JAVA_INT_UNALIGNED, place, length);
        MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, place + 4, length);
    }

    /// The last lines of a journal, the oldest first; none when there is no such file.
    ///
    /// @throws IOException when the file cannot be read
    public static List<String> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length < HEAD) {
            return List.of();
        }
        long count = MemorySegment.ofArray(bytes).get(ValueLayout.JAVA_LONG_UNALIGNED, 0);
        List<String> lines = new ArrayList<>();
        String first = get(bytes, 0);
        if (!first.isEmpty()) {
            lines.add(first);
        }
        for (long i = Math.max(0, count - LINES); i < count; i++) {
            lines.add(get(bytes, slot(i)));
        }
        return List.copyOf(lines);
    }

    private static String get(byte[] bytes, int slot) {
        int place = HEAD + slot * SLOT;
        int length = MemorySegment.ofArray(bytes).get(ValueLayout.JAVA_INT_UNALIGNED, place);
        return new String(bytes, place + 4, length, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        arena.close();
    }
}
