package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.SplittableRandom;

/// Chains of post-operations that some implementations compute wrongly, behind primitives other
/// than convolutions.
class KnownPostOpDefectsTest {
    private static final int ROWS = 6;
    private static final int COLUMNS = 9;
    private static final long[] DIMS = {ROWS, COLUMNS};

    private final SplittableRandom random = new SplittableRandom(31);

    private MatMul.Builder identity(Engine engine) {
        return MatMul.forward(engine)
                .src(MemoryDescriptor.of(DataType.F32, ROWS, COLUMNS))
                .weights(MemoryDescriptor.of(DataType.F32, COLUMNS, COLUMNS))
                .dst(DataType.F32, FormatTag.of("ab"));
    }

    private float[] run(Arena arena, MatMul product, float[] src, RuntimeArguments runtime) {
        Tensor weights = Tensor.allocate(arena, product.weights());
        for (int i = 0; i < COLUMNS; i++) {
            weights.set(1, i, i);
        }
        Tensor dst = Tensor.allocate(arena, product.dst());
        Tensor from = Tensor.allocate(arena, product.src()).copyFrom(src);
        product.execute(from, weights, null, dst, runtime);
        return dst.toArray();
    }

    private float[] integers(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextInt(-8, 9);
        }
        return values;
    }

    /// Only generated code tells the slopes apart, and it has none for those that differ by row.
    @Test
    void slopesOfTwoMasksAreRefused() {
        PostOps chain =
                PostOps.none()
                        .prelu("columns", 2)
                        .eltwise(EltwiseAlgorithm.LINEAR, -1, 0)
                        .prelu("rows", 1);
        try (Engine engine = Engine.cpu()) {
            MatMul.Builder product = identity(engine).postOps(chain);
            assertThrows(UnimplementedException.class, product::build);
            InnerProduct.Builder layer =
                    InnerProduct.forward(engine)
                            .src(DataType.F32, ROWS, COLUMNS)
                            .weights(DataType.F32, COLUMNS, COLUMNS)
                            .dst(DataType.F32, FormatTag.NC)
                            .postOps(chain);
            assertThrows(UnimplementedException.class, layer::build);
        }
    }

    @Test
    void conditionThatLiesOtherwiseThanTheResult() {
        MemoryDescriptor operand = MemoryDescriptor.of(DataType.F32, DIMS);
        MemoryDescriptor condition =
                MemoryDescriptor.of(DataType.S8, DIMS).with(FormatTag.of("ba"));
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined();
                MatMul product =
                        identity(engine)
                                .postOps(
                                        PostOps.none().select("other", operand, "where", condition))
                                .build()) {
            float[] src = integers(ROWS * COLUMNS);
            float[] others = integers(ROWS * COLUMNS);
            float[] where = new float[src.length];
            float[] expected = new float[src.length];
            for (int i = 0; i < where.length; i++) {
                where[i] = random.nextInt(2);
                expected[i] = where[i] != 0 ? src[i] : others[i];
            }
            RuntimeArguments runtime =
                    RuntimeArguments.of("other", Tensor.allocate(arena, operand).copyFrom(others))
                            .and("where", Tensor.allocate(arena, condition).copyFrom(where));
            assertArrayEquals(
                    expected, run(arena, product, src, runtime), () -> Arrays.toString(where));
        }
    }
}
