package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.List;

/// Backward passes that follow from a forward one: how long that must live, what is refused, and
/// gradients where a function has a kink.
class BackwardBuilderTest {
    private static final MemoryDescriptor ROWS = MemoryDescriptor.of(DataType.F32, 2, 4, 3, 3);

    /// A forward pass and the beginning of its backward one.
    private record Pair(Primitive forward, BackwardBuilder<?> backward) {}

    private static List<Pair> pairs(Engine engine) {
        Eltwise eltwise =
                Eltwise.forward(engine)
                        .training()
                        .algorithm(EltwiseAlgorithm.TANH)
                        .src(ROWS)
                        .build();
        Softmax softmax = Softmax.forward(engine).training().src(ROWS).build();
        BatchNormalization normalization =
                BatchNormalization.forward(engine).training().src(ROWS).build();
        Pooling pooling =
                Pooling.forward(engine)
                        .training()
                        .algorithm(PoolingAlgorithm.MAX)
                        .src(ROWS)
                        .kernel(1)
                        .build();
        return List.of(
                new Pair(eltwise, eltwise.backward()),
                new Pair(softmax, softmax.backward()),
                new Pair(normalization, normalization.backward()),
                new Pair(pooling, pooling.backward()));
    }

    @Test
    void theForwardPassMustLiveUntilTheBackwardOneIsBuilt() {
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined()) {
            for (Pair pair : pairs(engine)) {
                try (Primitive backward = pair.backward.build()) {
                    pair.forward.close();
                    EveryPrimitive.Tensors.of(backward, arena).run(backward);
                    assertEquals(
                            "the primitive is closed",
                            Thrown.message(IllegalStateException.class, pair.backward::build));
                }
            }
        }
    }

    @Test
    void gradientsOfOtherDimensionsAreRefused() {
        MemoryDescriptor other = MemoryDescriptor.of(DataType.F32, 2, 4, 3, 4);
        try (Engine engine = Engine.cpu()) {
            for (Pair pair : pairs(engine)) {
                try (Primitive forward = pair.forward) {
                    long before = OneDnn.liveHandles();
                    assertEquals(
                            "diffDst: expected [2, 4, 3, 3] for dst, got [2, 4, 3, 4]",
                            Thrown.message(
                                    IllegalArgumentException.class,
                                    () -> pair.backward.diffDst(other).build()),
                            forward::toString);
                    assertEquals(
                            "diffSrc: expected [2, 4, 3, 3] for src, got [2, 4, 3, 4]",
                            Thrown.message(
                                    IllegalArgumentException.class,
                                    () -> pair.backward.diffSrc(other).build()),
                            forward::toString);
                    assertEquals(before, OneDnn.liveHandles());
                }
            }
        }
    }

    @Test
    void aForwardPassForInferenceHasNoBackwardOne() {
        try (Engine engine = Engine.cpu();
                Softmax softmax = Softmax.forward(engine).src(ROWS).build()) {
            assertEquals(
                    "backward: the forward pass was built for inference; call .training() before"
                            + " .build()",
                    Thrown.message(IllegalStateException.class, softmax::backward));
        }
    }

    /// At a kink the gradient is that of one side, by oneDNN's definitions.
    @ParameterizedTest
    @CsvSource({
        "RELU, 0, 0, 0",
        "RELU, 0.5, 0, 0.5",
        "RELU_USE_DST_FOR_BWD, 0, 0, 0",
        "CLIP, 0, 2, 0",
        "CLIP, -2, 0, 1",
        "CLIP_V2, 0, 2, 0",
        "CLIP_V2, -2, 0, 0",
        "CLIP_V2_USE_DST_FOR_BWD, 0, 2, 0",
        "CLIP_V2_USE_DST_FOR_BWD, -2, 0, 0"
    })
    void gradientAtZero(EltwiseAlgorithm algorithm, float alpha, float beta, float expected) {
        MemoryDescriptor row = MemoryDescriptor.of(DataType.F32, 1, 35);
        float[] gradient = new float[35];
        Arrays.fill(gradient, expected * 3);
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined();
                Eltwise forward =
                        Eltwise.forward(engine)
                                .training()
                                .algorithm(algorithm, alpha, beta)
                                .src(row)
                                .build();
                EltwiseBackward backward = forward.backward().build()) {
            Tensor zeros = Tensor.allocate(arena, row);
            Tensor diffDst = Tensor.allocate(arena, row);
            float[] threes = new float[35];
            Arrays.fill(threes, 3);
            diffDst.copyFrom(threes);
            Tensor diffSrc = Tensor.allocate(arena, row);
            backward.execute(zeros, diffDst, diffSrc);
            assertArrayEquals(gradient, diffSrc.toArray(), backward::toString);
        }
    }

    @Test
    void anAlgorithmWithoutGradientHasNoBackwardPass() {
        try (Engine engine = Engine.cpu();
                Eltwise round =
                        Eltwise.forward(engine)
                                .training()
                                .algorithm(EltwiseAlgorithm.ROUND)
                                .src(ROWS)
                                .build()) {
            assertEquals(
                    "backward: expected an algorithm that has a gradient, got ROUND",
                    Thrown.message(IllegalStateException.class, round::backward));
        }
    }
}
