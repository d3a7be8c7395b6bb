package dev.onednn4j.fuzz.calls;

import dev.onednn4j.fuzz.memory.GuardedMemory;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Memory for tensors that nobody may leave: some of it has margins on both sides, some ends where
/// a page begins that ends the process when it is touched.
///
/// Thread safe.
final class CanaryMemory implements AutoCloseable {
    private static final long MARGIN = 256;
    private static final long ALIGNMENT = 64;
    private static final byte CANARY = (byte) 0xa5;

    private final Arena arena = Arena.ofShared();
    private final GuardedMemory guarded = new GuardedMemory(arena);
    private final MemorySegment expected = arena.allocate(MARGIN).fill(CANARY);
    private final List<Piece> pieces = new ArrayList<>();

    /// @param margins what is watched on both sides
    private record Piece(MemorySegment own, List<MemorySegment> margins) {
        Piece {
            margins.forEach(margin -> margin.fill(CANARY));
        }
    }

    /// Zeroed memory.
    synchronized MemorySegment take(long size) {
        Piece piece = pieces.size() % 2 == 0 ? beforePage(size) : betweenMargins(size);
        pieces.add(piece);
        return piece.own();
    }

    private Piece beforePage(long size) {
        GuardedMemory.Piece piece = guarded.take(size, true, 1);
        long start = piece.all().byteSize() - size;
        long margin = Math.min(MARGIN, start);
        return new Piece(piece.own(), List.of(piece.all().asSlice(start - margin, margin)));
    }

    private Piece betweenMargins(long size) {
        MemorySegment all = arena.allocate(size + 2 * MARGIN, ALIGNMENT);
        return new Piece(
                all.asSlice(MARGIN, size),
                List.of(all.asSlice(0, MARGIN), all.asSlice(MARGIN + size)));
    }

    /// What was written in a margin; null when nothing was. Tells it once.
    synchronized @Nullable String damage() {
        for (Piece piece : pieces) {
            for (MemorySegment margin : piece.margins()) {
                long place = margin.mismatch(expected.asSlice(0, margin.byteSize()));
                if (place >= 0) {
                    margin.fill(CANARY);
                    long distance = margin.address() + place - piece.own().address();
                    return "byte " + distance + " of memory of " + piece.own().byteSize();
                }
            }
        }
        return null;
    }

    @Override
    public void close() {
        arena.close();
    }
}
