package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.onednn4j.internal.memory.DescriptorDifference;
import dev.onednn4j.internal.memory.DescriptorParts;

import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;

/// What a message about a tensor that does not match tells.
class DescriptorDifferenceTest {
    private static final MemoryDescriptor MATRIX = MemoryDescriptor.of(DataType.F32, 2, 3);

    @Test
    void otherStrides_areTold() {
        assertEquals(
                "expected f32 2x3 ab* with strides [6, 2], got strides [7, 2]",
                DescriptorDifference.text(MATRIX.withStrides(6, 2), MATRIX.withStrides(7, 2)));
    }

    @Test
    void otherLayout_isToldByItsName() {
        assertEquals(
                "expected f32 2x3 ab, got f32 2x3 ba",
                DescriptorDifference.text(MATRIX, MATRIX.with(FormatTag.of("ba"))));
    }

    @Test
    void otherOffsetAndPadding_areTold() {
        MemoryDescriptor blocked =
                MemoryDescriptor.of(DataType.F32, 2, 12, 5).with(FormatTag.of("aBc8b"));
        long[] dims = {1, 4, 5};
        assertEquals(
                "expected f32 1x4x5 aBc8b with strides [80, 40, 8] from element 40 padded to [1, 8,"
                        + " 5], got strides [80, 40, 8] from element 120 padded to [1, 8, 5]",
                DescriptorDifference.text(
                        blocked.submemory(dims, new long[] {0, 8, 0}),
                        blocked.submemory(dims, new long[] {1, 8, 0})));
    }

    @Test
    void tensorOfOtherStrides_isRefusedWithBoth() {
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined();
                Reorder reorder = Reorder.of(engine, MATRIX.withStrides(8, 2), MATRIX)) {
            Tensor src = Tensor.allocate(arena, MATRIX.withStrides(9, 2));
            assertEquals(
                    "src: expected f32 2x3 ab* with strides [8, 2], got strides [9, 2]",
                    Thrown.message(
                            IllegalArgumentException.class,
                            () -> reorder.execute(src, Tensor.allocate(arena, MATRIX))));
        }
    }

    /// Weights of int8 that are packed may look like plain ones, though sums lie behind them.
    @Test
    void compensation_isTold() {
        try (Engine engine = Engine.cpu();
                Convolution packed =
                        Convolution.forward(engine)
                                .src(DataType.S8, 1, 16, 6, 6)
                                .weights(DataType.S8, 16, 16, 3, 3)
                                .dst(DataType.S8)
                                .build()) {
            MemoryDescriptor weights = packed.weights();
            assumeTrue(DescriptorParts.of(weights).compensated());
            MemoryDescriptor same =
                    weights.isPlain()
                            ? MemoryDescriptor.of(DataType.S8, weights.dims())
                                    .withStrides(weights.strides())
                            : MemoryDescriptor.of(DataType.S8, weights.dims())
                                    .with(FormatTag.of(weights.layout()));
            String message = DescriptorDifference.text(weights, same);
            assertFalse(message.contains("reads the same"), message);
            assertTrue(message.contains("and a compensation behind the elements"), message);
        }
    }
}
