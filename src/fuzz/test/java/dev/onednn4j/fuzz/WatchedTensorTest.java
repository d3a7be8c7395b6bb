package dev.onednn4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.DataType;
import dev.onednn4j.Engine;
import dev.onednn4j.FormatTag;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Reorder;
import dev.onednn4j.Tensor;
import dev.onednn4j.fuzz.memory.Elements;
import dev.onednn4j.fuzz.memory.GuardedMemory;
import dev.onednn4j.fuzz.memory.Offsets;
import dev.onednn4j.fuzz.memory.WatchedTensor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/// Elements are found in every layout, and what is written beside them shows.
class WatchedTensorTest {
    private static final double[] VALUES = {1, 2, 3, 4, 5, 6};

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abcd",
                "acdb",
                "cdba",
                "aBcd8b",
                "aBcd16b",
                "ABcd8b8a",
                "BAcd16a16b",
                "ABcd4b16a4b",
                "ABcd16b16a2b",
                "Acdb8a"
            })
    void offsets_agreeWithAReorderOfOneDnn(String tag) {
        MemoryDescriptor plain = MemoryDescriptor.of(DataType.F32, 5, 19, 2, 3);
        MemoryDescriptor other = plain.with(FormatTag.of(tag));
        float[] numbers = new float[(int) plain.elements()];
        double[] expected = new double[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i + 1;
            expected[i] = i + 1;
        }
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined()) {
            Tensor copy = Tensor.allocate(arena, other);
            Reorder.run(engine, Tensor.allocate(arena, plain).copyFrom(numbers), copy);
            Offsets offsets = Offsets.of(other, true);
            assertNotNull(offsets);
            assertArrayEquals(
                    expected, Elements.read(copy.segment(), DataType.F32, offsets.elements()));
            for (double filler : Elements.read(copy.segment(), DataType.F32, offsets.padding())) {
                assertEquals(0, filler);
            }
            assertEquals(
                    other.size() / Float.BYTES,
                    offsets.elements().length + offsets.padding().length);
        }
    }

    /// Does something to a result of 2×3 elements with a gap behind each row.
    private static Optional<String> damage(java.util.function.Consumer<MemorySegment> change) {
        MemoryDescriptor gapped = MemoryDescriptor.of(DataType.F32, 2, 3).withStrides(4, 1);
        try (Engine engine = Engine.cpu();
                GuardedMemory memory = new GuardedMemory()) {
            GuardedMemory.Piece piece = memory.take(gapped.size(), true, Float.BYTES);
            Tensor tensor = Tensor.of(gapped, piece.own());
            WatchedTensor watched =
                    new WatchedTensor("dst", tensor, piece, Offsets.of(gapped, true));
            watched.fill(engine, VALUES);
            change.accept(piece.all());
            Optional<String> damage = watched.damage(false);
            assertEquals(damage, watched.damage(false));
            return damage;
        }
    }

    @Test
    void elements_mayBeWritten() {
        assertEquals(
                Optional.empty(),
                damage(all -> all.set(ValueLayout.JAVA_FLOAT, all.byteSize() - 4, 9)));
    }

    @Test
    void gap_mustNotBeWritten() {
        assertTrue(
                damage(all -> all.set(ValueLayout.JAVA_FLOAT, all.byteSize() - 16, 9))
                        .orElse("")
                        .startsWith("dst: written at byte 12 of its 28"));
    }

    @Test
    void bytesBefore_mustNotBeWritten() {
        assertTrue(
                damage(all -> all.set(ValueLayout.JAVA_BYTE, all.byteSize() - 29, (byte) 1))
                        .orElse("")
                        .startsWith("dst: written at byte -1 "));
    }

    @Test
    void sourceThatIsSealed_mustNotChange() {
        MemoryDescriptor plain = MemoryDescriptor.of(DataType.S8, 2, 3);
        try (Engine engine = Engine.cpu();
                GuardedMemory memory = new GuardedMemory()) {
            GuardedMemory.Piece piece = memory.take(plain.size(), false, 1);
            WatchedTensor watched =
                    new WatchedTensor(
                            "src", Tensor.of(plain, piece.own()), piece, Offsets.of(plain, true));
            watched.fill(engine, VALUES);
            watched.seal();
            assertEquals(Optional.empty(), watched.damage(false));
            piece.own().set(ValueLayout.JAVA_BYTE, 5, (byte) 7);
            assertTrue(watched.damage(false).orElse("").startsWith("src: changed at byte 5 "));
            assertArrayEquals(new double[] {1, 2, 3, 4, 5, 7}, watched.values(engine));
        }
    }
}
