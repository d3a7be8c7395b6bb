package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;

/// The softmax and its gradient on numbers that are known beforehand.
class SoftmaxTest {
    @Test
    void gradientIsThatOfTheFunction() {
        MemoryDescriptor row = MemoryDescriptor.of(DataType.F32, 1, 2);
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined();
                Softmax softmax = Softmax.forward(engine).training().src(row).build();
                SoftmaxBackward backward = softmax.backward().build()) {
            Tensor src = Tensor.allocate(arena, row).copyFrom(0, (float) Math.log(3));
            Tensor dst = Tensor.allocate(arena, softmax.dst());
            softmax.execute(src, dst);
            assertArrayEquals(new float[] {0.25f, 0.75f}, dst.toArray(), 1e-6f);
            Tensor diffDst = Tensor.allocate(arena, row).copyFrom(16, 0);
            Tensor diffSrc = Tensor.allocate(arena, row);
            backward.execute(dst, diffDst, diffSrc);
            assertArrayEquals(new float[] {3, -3}, diffSrc.toArray(), 1e-5f);
        }
    }
}
