package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;

/// What happens to builders, engines and forward primitives while something is built.
class BuildingTest {
    private static final MemoryDescriptor ROW = MemoryDescriptor.of(DataType.F32, 1, 4);

    @Test
    void engineThatIsClosedMeanwhileIsNotUsedAfterwards() {
        Engine engine = Engine.cpu();
        Softmax.Builder builder =
                Softmax.forward(engine)
                        .src(ROW)
                        .implementations(
                                _ -> {
                                    engine.close();
                                    return false;
                                });
        assertThrows(UnimplementedException.class, builder::build);
        assertThrows(IllegalStateException.class, builder::build);
    }

    @Test
    void forwardPrimitiveThatIsClosedMeanwhileIsNotUsedAfterwards() {
        try (Engine engine = Engine.cpu()) {
            Softmax softmax = Softmax.forward(engine).training().src(ROW).build();
            BackwardBuilder<SoftmaxBackward> builder =
                    softmax.backward()
                            .implementations(
                                    _ -> {
                                        softmax.close();
                                        return false;
                                    });
            assertThrows(UnimplementedException.class, builder::build);
            assertThrows(IllegalStateException.class, builder::build);
        }
    }

    @Test
    void attributesThatAreChangedMeanwhileAreForTheNextPrimitive() {
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined()) {
            Eltwise.Builder builder =
                    Eltwise.forward(engine).algorithm(EltwiseAlgorithm.ABS).src(ROW);
            builder.postOps(PostOps.none().binary(BinaryAlgorithm.ADD, "added", ROW))
                    .implementations(
                            _ -> {
                                builder.attributes(Attributes.none());
                                return true;
                            });
            try (Eltwise eltwise = builder.build()) {
                assertEquals(List.of("added"), List.copyOf(eltwise.runtimeArguments().keySet()));
                Tensor src = Tensor.allocate(arena, ROW).copyFrom(-1, 2, -3, 4);
                Tensor dst = Tensor.allocate(arena, ROW);
                eltwise.execute(src, dst, RuntimeArguments.of("added", src));
                assertArrayEquals(new float[] {0, 4, 0, 8}, dst.toArray());
            }
        }
    }

    @Test
    void asManySourcesAsOneExecutionTakes() {
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined()) {
            Sum.Builder builder = Sum.forward(engine);
            List<Tensor> sources = new ArrayList<>();
            for (int i = 0; i < 79; i++) {
                builder.src(ROW);
                sources.add(Tensor.allocate(arena, ROW).copyFrom(i, 1, 0, -1));
            }
            try (Sum sum = builder.build()) {
                Tensor dst = Tensor.allocate(arena, sum.dst());
                sum.execute(sources, dst);
                assertArrayEquals(new float[] {79 * 39, 79, 0, -79}, dst.toArray());
            }
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> builder.src(ROW));
            assertEquals("src_79: expected 79 sources at most, got one more", refused.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"workspace", "mean", "variance", "scale", "shift", "diff_src", "dst"})
    void namesOfOtherTensorsAreTaken(String name) {
        PostOps none = PostOps.none();
        assertThrows(
                IllegalArgumentException.class, () -> none.binary(BinaryAlgorithm.ADD, name, ROW));
    }

    /// However far kernels reach, whether they meet src is known at once.
    @Test
    void poolingFarBeyondItsSource() {
        try (Engine engine = Engine.cpu();
                Pooling pooling = far(engine, (1L << 28) + 1, 2, 2).build()) {
            assertEquals((1L << 28) + 1, pooling.dst().dim(2));
            Pooling.Builder none = far(engine, (1L << 19) + 1, 1L << 10, 3);
            assertThrows(IllegalArgumentException.class, none::build);
        }
    }

    private static Pooling.Builder far(Engine engine, long kernel, long dilation, long stride) {
        return Pooling.forward(engine)
                .algorithm(PoolingAlgorithm.MAX)
                .src(MemoryDescriptor.of(DataType.F32, 1, 1, 1))
                .kernel(kernel)
                .dilation(dilation)
                .strides(stride)
                .padding(1L << 29);
    }
}
