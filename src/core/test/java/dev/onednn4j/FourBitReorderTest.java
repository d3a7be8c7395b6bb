package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.SplittableRandom;

/// Two elements of a 4-bit type share a byte, the first in its lower half.
class FourBitReorderTest {
    private static final byte DIRT = 0x5a;
    private static final long MARGIN = 64;

    @ParameterizedTest
    @EnumSource(names = {"S4", "U4"})
    void reorderOfDenseTensors_writesTheirNibblesAndNothingElse(DataType type) {
        SplittableRandom random = new SplittableRandom(21);
        int ran = 0;
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined()) {
            while (ran < 300) {
                MemoryDescriptor packed = dense(random, type);
                if (packed != null && packed.elements() % 2 == 0) {
                    requireRoundTrip(engine, arena, random, packed);
                    ran++;
                }
            }
        }
    }

    private static void requireRoundTrip(
            Engine engine, Arena arena, SplittableRandom random, MemoryDescriptor packed) {
        long[] dims = packed.dims();
        int least = packed.dataType() == DataType.S4 ? -8 : 0;
        Tensor real = Tensor.allocate(arena, MemoryDescriptor.of(DataType.F32, dims));
        float[] values = new float[(int) packed.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(least, least + 16);
        }
        real.copyFrom(values);
        MemorySegment around = arena.allocate(packed.size() + 2 * MARGIN, MARGIN).fill(DIRT);
        Tensor four = Tensor.of(packed, around.asSlice(MARGIN, packed.size()));
        Reorder.run(engine, real, four);
        for (long at = 0; at < around.byteSize(); at++) {
            if (at < MARGIN || at >= MARGIN + packed.size()) {
                assertEquals(DIRT, around.get(ValueLayout.JAVA_BYTE, at), packed::toString);
            }
        }
        assertArrayEquals(values, nibbles(four), () -> packed + Arrays.toString(packed.strides()));
        Tensor back = Tensor.allocate(arena, real.descriptor());
        Reorder.run(engine, four, back);
        assertArrayEquals(values, back.toArray(), () -> packed + Arrays.toString(packed.strides()));
    }

    /// A dense layout in which the innermost dimension need not be the last one; null where rows
    /// would not begin at whole bytes.
    private static @Nullable MemoryDescriptor dense(SplittableRandom random, DataType type) {
        int rank = random.nextInt(1, 5);
        long[] dims = new long[rank];
        int[] axes = new int[rank];
        for (int d = 0; d < rank; d++) {
            dims[d] = random.nextInt(1, 5);
            int other = random.nextInt(d + 1);
            axes[d] = axes[other];
            axes[other] = d;
        }
        try {
            return MemoryDescriptor.of(type, dims).permute(axes);
        } catch (IllegalArgumentException oddRows) {
            return null;
        }
    }

    /// The elements, in the order of the dimensions.
    private static float[] nibbles(Tensor tensor) {
        MemoryDescriptor descriptor = tensor.descriptor();
        long[] dims = descriptor.dims();
        long[] strides = descriptor.strides();
        float[] values = new float[(int) descriptor.elements()];
        for (int i = 0; i < values.length; i++) {
            long place = 0;
            long rest = i;
            for (int d = dims.length - 1; d >= 0; d--) {
                place += rest % dims[d] * strides[d];
                rest /= dims[d];
            }
            int pair = tensor.segment().get(ValueLayout.JAVA_BYTE, place / 2);
            int nibble = pair >> (place % 2 * 4) & 0xf;
            values[i] = descriptor.dataType() == DataType.S4 && nibble > 7 ? nibble - 16 : nibble;
        }
        return values;
    }

    @Test
    void reorderThatWouldTouchWhatIsBeside_isRefused() {
        MemoryDescriptor gaps = MemoryDescriptor.of(DataType.S4, 2, 4).withStrides(8, 1);
        MemoryDescriptor odd = MemoryDescriptor.of(DataType.U4, 5);
        MemoryDescriptor padded =
                MemoryDescriptor.of(DataType.S4, 2, 4, 2).with(FormatTag.of("aBc8b"));
        MemoryDescriptor box =
                MemoryDescriptor.of(DataType.S4, 2, 16, 2)
                        .with(FormatTag.of("aBc8b"))
                        .submemory(new long[] {1, 16, 2}, new long[] {1, 0, 0});
        String dense =
                ": a reorder of s4 needs a dense tensor, whose elements fill the memory from its"
                        + " start without gaps or padding, got s4 ";
        try (Engine engine = Engine.cpu()) {
            requireRefused(engine, gaps, dense + "2x4 ab*");
            requireRefused(engine, padded, dense + "2x4x2 aBc8b");
            requireRefused(engine, box, dense + "1x16x2 aBc8b");
            requireRefused(
                    engine,
                    odd,
                    ": a reorder of u4 works on whole bytes and needs an even number of elements,"
                            + " got u4 5 a");
        }
    }

    private static void requireRefused(Engine engine, MemoryDescriptor tensor, String message) {
        MemoryDescriptor real = MemoryDescriptor.of(DataType.F32, tensor.dims());
        assertEquals(
                "dst" + message,
                Thrown.message(
                        IllegalArgumentException.class, () -> Reorder.of(engine, real, tensor)));
        assertEquals(
                "src" + message,
                Thrown.message(
                        IllegalArgumentException.class, () -> Reorder.of(engine, tensor, real)));
    }

    @Test
    void rowsOfOddLength_areDescribedInALayoutThatAllowsThem() {
        MemoryDescriptor columns = MemoryDescriptor.of(DataType.S4, FormatTag.of("ba"), 4, 3);
        assertArrayEquals(new long[] {1, 4}, columns.strides());
        assertEquals(6, columns.size());
    }
}
