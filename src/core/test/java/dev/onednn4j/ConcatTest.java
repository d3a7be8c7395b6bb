package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.util.List;

/// Joined tensors on numbers that are known beforehand.
class ConcatTest {
    @Test
    void sourcesFollowOneAnotherAlongTheAxis() {
        MemoryDescriptor narrow = MemoryDescriptor.of(DataType.F32, 2, 1);
        MemoryDescriptor wide = MemoryDescriptor.of(DataType.F32, 2, 2);
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined();
                Concat concat = Concat.forward(engine).src(narrow).src(wide).build()) {
            Tensor dst = Tensor.allocate(arena, concat.dst());
            concat.execute(
                    List.of(
                            Tensor.allocate(arena, narrow).copyFrom(1, 4),
                            Tensor.allocate(arena, wide).copyFrom(2, 3, 5, 6)),
                    dst);
            assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, dst.toArray());
        }
    }
}
