package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;

/// Poolings and their gradients.
class PoolingTest {
    private static final MemoryDescriptor ROW = MemoryDescriptor.of(DataType.F32, 1, 1, 4);

    @Test
    void largestElementGetsTheGradient() {
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined();
                Pooling max = builder(engine, PoolingAlgorithm.MAX).training().build();
                PoolingBackward backward = max.backward().build()) {
            Tensor src = Tensor.allocate(arena, ROW).copyFrom(1, 3, 4, 2);
            Tensor dst = Tensor.allocate(arena, max.dst());
            MemoryDescriptor noted = max.workspace();
            assertNotNull(noted);
            Tensor workspace = Tensor.allocate(arena, noted);
            max.execute(src, dst, workspace);
            assertArrayEquals(new float[] {3, 4}, dst.toArray());
            Tensor diffDst = Tensor.allocate(arena, backward.diffDst()).copyFrom(5, 6);
            Tensor diffSrc = Tensor.allocate(arena, backward.diffSrc());
            backward.execute(diffDst, diffSrc, workspace);
            assertArrayEquals(new float[] {0, 5, 6, 0}, diffSrc.toArray());
        }
    }

    @Test
    void averagesDifferInWhetherPaddingCounts() {
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined();
                Pooling include =
                        builder(engine, PoolingAlgorithm.AVG_INCLUDE_PADDING).padding(1).build();
                Pooling exclude =
                        builder(engine, PoolingAlgorithm.AVG_EXCLUDE_PADDING).padding(1).build()) {
            assertNull(include.workspace());
            Tensor src = Tensor.allocate(arena, ROW).copyFrom(1, 3, 4, 2);
            Tensor dst = Tensor.allocate(arena, include.dst());
            include.execute(src, dst);
            assertArrayEquals(new float[] {0.5f, 3.5f, 1}, dst.toArray());
            exclude.execute(src, dst);
            assertArrayEquals(new float[] {1, 3.5f, 2}, dst.toArray());
        }
    }

    private static Pooling.Builder builder(Engine engine, PoolingAlgorithm algorithm) {
        return Pooling.forward(engine).algorithm(algorithm).src(ROW).kernel(2);
    }
}
