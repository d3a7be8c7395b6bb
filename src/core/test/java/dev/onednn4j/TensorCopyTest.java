package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.internal.memory.ProblemTensor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;

/// Copies of tensors in other layouts, or without gaps.
@SuppressWarnings("NullAway")
class TensorCopyTest {
    private static final long[] DIMS = {2, 3, 4, 5};

    private static Tensor counted(Arena arena, MemoryDescriptor descriptor) {
        Tensor tensor = Tensor.allocate(arena, descriptor);
        float[] values = new float[(int) descriptor.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 100;
        }
        return tensor.copyFrom(values);
    }

    @ParameterizedTest
    @CsvSource({"F32, nhwc", "F32, cdab", "BF16, nhwc", "S8, nhwc", "U8, cdab", "S32, nhwc"})
    void to_copiesIntoTheLayout(DataType type, String tag) {
        try (Arena arena = Arena.ofConfined()) {
            Tensor tensor = counted(arena, MemoryDescriptor.of(type, DIMS));
            Tensor copy = tensor.to(FormatTag.of(tag), arena);
            assertEquals(MemoryDescriptor.of(type, FormatTag.of(tag), DIMS), copy.descriptor());
            assertArrayEquals(tensor.toArray(), copy.toArray());
            copy.set(77, 1, 2, 3, 4);
            assertEquals(19, tensor.get(1, 2, 3, 4));
        }
    }

    @Test
    void toBlocks_andBack_keepsElements() {
        try (Arena arena = Arena.ofConfined();
                Engine engine = Engine.cpu()) {
            Tensor tensor = counted(arena, MemoryDescriptor.of(DataType.F32, DIMS));
            Tensor blocked = tensor.to(engine, FormatTag.of("aBcd8b"), arena);
            assertEquals("f32 2x3x4x5 aBcd8b", blocked.descriptor().toString());
            assertArrayEquals(tensor.toArray(), blocked.to(FormatTag.NCHW, arena).toArray());
        }
    }

    @Test
    void to_whereTheTensorLiesLikeThat_isTheTensor() {
        try (Arena arena = Arena.ofConfined()) {
            Tensor tensor = counted(arena, MemoryDescriptor.of(DataType.F32, FormatTag.NHWC, DIMS));
            assertSame(tensor, tensor.to(FormatTag.of("acdb"), arena));
            assertSame(tensor, tensor.dense(arena));
            // One channel: both names describe the same places.
            Tensor grey = counted(arena, MemoryDescriptor.of(DataType.F32, 2, 1, 4, 5));
            assertSame(grey, grey.to(FormatTag.NHWC, arena));
        }
    }

    @Test
    void denseOfRandomLayouts_hasTheirElementsOrderAndNoGaps() {
        SplittableRandom random = new SplittableRandom(17);
        RandomLayouts layouts = new RandomLayouts(random, /* open= */ false);
        int copied = 0;
        try (Arena arena = Arena.ofConfined();
                Engine engine = Engine.cpu()) {
            for (int i = 0; i < 300; i++) {
                long[] dims = RandomTensors.dims(random, 1, 5);
                MemoryDescriptor layout = layouts.fixed(DataType.F32, dims);
                Tensor plain = counted(arena, MemoryDescriptor.of(DataType.F32, dims));
                Tensor tensor = Tensor.allocate(arena, layout);
                Reorder.run(engine, plain, tensor);
                Tensor dense = tensor.dense(arena);
                assertTrue(ProblemTensor.of(dense.descriptor()).isDense(), layout::toString);
                assertEquals(layout.layout().replace("*", ""), dense.descriptor().layout());
                assertArrayEquals(
                        plain.toArray(),
                        dense.to(engine, FormatTag.of("abcde".substring(0, dims.length)), arena)
                                .toArray());
                copied += dense == tensor ? 0 : 1;
            }
        }
        assertTrue(copied > 30, "many have gaps");
    }

    @Test
    void denseOfABoxOfBlocks_keepsTheBlocks() {
        try (Arena arena = Arena.ofConfined()) {
            Tensor plain = counted(arena, MemoryDescriptor.of(DataType.F32, 3, 16, 4, 5));
            Tensor blocked = plain.to(FormatTag.of("aBcd8b"), arena);
            long[] dims = {2, 8, 3, 5};
            long[] offsets = {1, 8, 1, 0};
            Tensor dense = blocked.submemory(dims, offsets).dense(arena);
            assertEquals("f32 2x8x3x5 aBcd8b", dense.descriptor().toString());
            assertEquals(0, dense.descriptor().offset());
            assertArrayEquals(
                    plain.submemory(dims, offsets).toArray(),
                    dense.to(FormatTag.NCHW, arena).toArray());
        }
    }

    @Test
    void copyOfConfinedOrReadOnlyMemory_isWritable() {
        try (Arena arena = Arena.ofConfined()) {
            MemoryDescriptor descriptor = MemoryDescriptor.of(DataType.F32, DIMS);
            Tensor readOnly =
                    Tensor.of(descriptor, counted(arena, descriptor).segment().asReadOnly());
            assertFalse(readOnly.to(FormatTag.NHWC, arena).segment().isReadOnly());
        }
    }

    @Test
    void badArguments_areNamed() {
        try (Arena arena = Arena.ofConfined()) {
            Tensor tensor = counted(arena, MemoryDescriptor.of(DataType.F32, DIMS));
            assertEquals(
                    "tag: expected the layout of the copy, got any, which leaves it open",
                    Thrown.message(
                            IllegalArgumentException.class, () -> tensor.to(FormatTag.ANY, arena)));
            assertThrows(
                    IllegalArgumentException.class, () -> tensor.to(FormatTag.of("abc"), arena));
            assertEquals(
                    "arena", Thrown.message(NullPointerException.class, () -> tensor.dense(null)));
        }
    }

    @Test
    void sharedEngine_isOne() {
        assertSame(Engine.shared(), Engine.shared());
        try (Engine own = Engine.cpu()) {
            assertNotSame(Engine.shared(), own);
        }
    }
}
