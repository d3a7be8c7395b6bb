package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.util.List;

/// Weighted sums of tensors on numbers that are known beforehand.
class SumTest {
    @Test
    void sourcesAreScaledAndAdded() {
        MemoryDescriptor row = MemoryDescriptor.of(DataType.F32, 1, 3);
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined();
                Sum sum = Sum.forward(engine).src(2, row).src(-1, row).src(row).build()) {
            Tensor dst = Tensor.allocate(arena, sum.dst());
            sum.execute(
                    List.of(
                            Tensor.allocate(arena, row).copyFrom(1, 2, 3),
                            Tensor.allocate(arena, row).copyFrom(1, 1, 1),
                            Tensor.allocate(arena, row).copyFrom(10, 20, 30)),
                    dst);
            assertArrayEquals(new float[] {11, 23, 35}, dst.toArray());
        }
    }
}
