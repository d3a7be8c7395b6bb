package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;

/// Element-wise functions and their gradients.
class EltwiseTest {
    @Test
    void gradientIsThatOfTheFunction() {
        MemoryDescriptor row = MemoryDescriptor.of(DataType.F32, 1, 4);
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined();
                Eltwise relu =
                        Eltwise.forward(engine)
                                .training()
                                .algorithm(EltwiseAlgorithm.RELU)
                                .src(row)
                                .build();
                EltwiseBackward backward = relu.backward().build()) {
            Tensor src = Tensor.allocate(arena, row).copyFrom(-1, 2, -3, 4);
            Tensor dst = Tensor.allocate(arena, relu.dst());
            relu.execute(src, dst);
            assertArrayEquals(new float[] {0, 2, 0, 4}, dst.toArray());
            Tensor diffDst = Tensor.allocate(arena, row).copyFrom(5, 6, 7, 8);
            Tensor diffSrc = Tensor.allocate(arena, row);
            backward.execute(src, diffDst, diffSrc);
            assertArrayEquals(new float[] {0, 6, 0, 8}, diffSrc.toArray());
        }
    }
}
