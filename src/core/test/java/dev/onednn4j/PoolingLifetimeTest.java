package dev.onednn4j;

import static dev.onednn4j.DataType.F32;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.util.Objects;

/// How long poolings and their gradients live; what is the same of every primitive,
/// [EveryPrimitiveTest] shows.
class PoolingLifetimeTest {
    private static final MemoryDescriptor IMAGES = MemoryDescriptor.of(F32, 2, 16, 6, 6);

    private static Pooling pooling(Engine engine) {
        return Pooling.forward(engine)
                .training()
                .algorithm(PoolingAlgorithm.MAX)
                .src(IMAGES)
                .kernel(3)
                .strides(2)
                .build();
    }

    @Test
    void aGradientOutlivesItsForwardPass() {
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined()) {
            Pooling forward = pooling(engine);
            Tensor src = counting(arena, forward.src());
            Tensor dst = Tensor.allocate(arena, forward.dst());
            MemoryDescriptor noted = Objects.requireNonNull(forward.workspace());
            Tensor workspace = Tensor.allocate(arena, noted);
            forward.execute(src, dst, workspace);
            BackwardBuilder<PoolingBackward> builder = forward.backward();
            try (PoolingBackward backward = builder.build();
                    Execution bound = backward.bind(dst, src, workspace)) {
                forward.close();
                forward.close();
                assertThrows(IllegalStateException.class, () -> forward.execute(src, dst));
                backward.execute(dst, src, workspace);
                float[] gradient = src.toArray();
                bound.run();
                assertArrayEquals(gradient, src.toArray());
                double sum = 0;
                for (float element : gradient) {
                    sum += element;
                }
                double expected = 0;
                for (float element : dst.toArray()) {
                    expected += element;
                }
                assertEquals(expected, sum);
            }
            assertThrows(IllegalStateException.class, builder::build);
            assertThrows(IllegalStateException.class, () -> forward.backward().build());
        }
    }

    /// Small integers, whose sums are exact in any order.
    private static Tensor counting(Arena arena, MemoryDescriptor descriptor) {
        float[] values = new float[(int) descriptor.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 7 % 13 - 6;
        }
        return Tensor.allocate(arena, descriptor).copyFrom(values);
    }
}
