package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;

/// Matrix products.
class MatMulTest {
    @Test
    void oneMatrixServesTheWholeBatch() {
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined();
                MatMul product =
                        MatMul.forward(engine)
                                .src(MemoryDescriptor.of(DataType.F32, 2, 1, 2))
                                .weights(MemoryDescriptor.of(DataType.F32, 1, 2, 2))
                                .bias(DataType.F32)
                                .dst(DataType.F32, FormatTag.of("abc"))
                                .build()) {
            Tensor src = Tensor.allocate(arena, product.src()).copyFrom(1, 2, 3, 4);
            Tensor weights = Tensor.allocate(arena, product.weights()).copyFrom(1, 2, 3, 4);
            Tensor bias =
                    Tensor.allocate(arena, MemoryDescriptor.of(DataType.F32, 1, 1, 2))
                            .copyFrom(10, 20);
            Tensor dst = Tensor.allocate(arena, product.dst());
            product.execute(src, weights, bias, dst);
            assertArrayEquals(new float[] {17, 30, 25, 42}, dst.toArray());
        }
    }
}
