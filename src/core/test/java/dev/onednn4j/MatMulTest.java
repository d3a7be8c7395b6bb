package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

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

    /// As the class tells: by src it is diff_dst · weightsᵀ, by weights srcᵀ · diff_dst, both of
    /// views that are not copied.
    @Test
    void gradientsAreProductsOfTransposedViews() {
        RandomProblems.forAll(
                1,
                40,
                (engine, memory, random) -> {
                    long m = random.nextInt(1, 20);
                    long k = random.nextInt(1, 20);
                    long n = random.nextInt(1, 20);
                    DenseProblem problem =
                            new DenseProblem(
                                    true,
                                    new long[] {3, m, k},
                                    new long[] {3, k, n},
                                    new long[] {3, m, n});
                    Tensor src = PropertyData.integers(memory.arena(), random, problem.src());
                    Tensor weights =
                            PropertyData.integers(memory.arena(), random, problem.weights());
                    Tensor diffDst = PropertyData.integers(memory.arena(), random, problem.dst());
                    Tensor transposed = weights.permute(0, 2, 1);
                    assertEquals(weights.segment().address(), transposed.segment().address());
                    assertArrayEquals(
                            PropertyData.rounded(
                                    problem.diffSrc(
                                            diffDst.toArray(),
                                            weights.toArray(),
                                            src.toArray().length)),
                            product(engine, memory.arena(), diffDst, transposed));
                    assertArrayEquals(
                            PropertyData.rounded(
                                    problem.diffWeights(
                                            src.toArray(),
                                            diffDst.toArray(),
                                            weights.toArray().length)),
                            product(engine, memory.arena(), src.permute(0, 2, 1), diffDst));
                });
    }

    private static float[] product(Engine engine, Arena arena, Tensor left, Tensor right) {
        try (MatMul product =
                MatMul.forward(engine)
                        .src(left.descriptor())
                        .weights(right.descriptor())
                        .dst(DataType.F32, FormatTag.of("abc"))
                        .build()) {
            Tensor dst = Tensor.allocate(arena, product.dst());
            product.execute(left, right, dst);
            return dst.toArray();
        }
    }

    /// Views that oneDNN's first choice of implementation computes wrongly, or crashes on.
    @Test
    void knownDefectsArePassedOver() {
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined()) {
            Tensor both =
                    Tensor.allocate(arena, MemoryDescriptor.of(DataType.F32, 2, 1, 4))
                            .copyFrom(9, 9, 9, 9, 1, 2, 3, 4);
            Tensor second = both.submemory(new long[] {1, 1, 4}, new long[] {1, 0, 0});
            Tensor column =
                    Tensor.allocate(arena, MemoryDescriptor.of(DataType.F32, 1, 4, 1))
                            .copyFrom(1, 10, 100, 1000);
            assertArrayEquals(new float[] {4321}, product(engine, arena, second, column));

            MemoryDescriptor swapped =
                    MemoryDescriptor.of(DataType.F32, 2, 4, 1, 3).withStrides(3, 6, 3, 1);
            try (MatMul oneRow =
                    MatMul.forward(engine)
                            .src(DataType.F32, 2, 4, 11, 1)
                            .weights(swapped)
                            .dst(DataType.F32)
                            .build()) {
                assertFalse(oneRow.implementation().startsWith("brg_matmul"), oneRow.toString());
            }
        }
    }
}
