package dev.onednn4j.lab.learning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.onednn4j.DataType;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Tensor;

import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.util.List;

class AdamTest {
    private static final MemoryDescriptor TWO = MemoryDescriptor.of(DataType.F32, 2);

    /// At the first step both averages are the gradient itself: each element moves by the rate. At
    /// the second,
    ///
    /// ```text
    /// m̂ = (0.9 · 0.1 · 4 + 0.1 · −2) / (1 − 0.81)            =  0.8421
    /// v̂ = (0.999 · 0.001 · 16 + 0.001 · 4) / (1 − 0.998001)  =  9.997
    /// ```
    @Test
    void twoStepsAreThoseComputedByHand() {
        try (Arena arena = Arena.ofConfined()) {
            Tensor value = Tensor.allocate(arena, TWO).copyFrom(1, 2);
            Tensor gradient = Tensor.allocate(arena, TWO).copyFrom(4, -0.001f);
            Adam adam = new Adam(List.of(new Parameter(value, gradient)));
            adam.step(0.1);
            assertArrayEquals(new float[] {0.9f, 2.1f}, value.toArray(), 1e-5f);

            gradient.copyFrom(-2, -0.001f);
            adam.step(0.1);
            float first = (float) (0.9 - 0.1 * 0.842105 / Math.sqrt(9.996998));
            assertArrayEquals(new float[] {first, 2.2f}, value.toArray(), 1e-5f);
        }
    }

    @Test
    void nothingMovesWithoutAGradient() {
        try (Arena arena = Arena.ofConfined()) {
            Tensor value = Tensor.allocate(arena, TWO).copyFrom(1, 2);
            Adam adam = new Adam(List.of(new Parameter(value, Tensor.allocate(arena, TWO))));
            adam.step(0.1);
            assertArrayEquals(new float[] {1, 2}, value.toArray());
        }
    }
}
