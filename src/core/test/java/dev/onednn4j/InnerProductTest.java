package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;

/// Fully connected layers and their gradients.
class InnerProductTest {
    private static final MemoryDescriptor SRC = MemoryDescriptor.of(DataType.F32, 2, 1, 2);
    private static final MemoryDescriptor WEIGHTS = MemoryDescriptor.of(DataType.F32, 3, 1, 2);

    @Test
    void gradientsAreThoseOfTheSum() {
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined();
                InnerProduct forward =
                        InnerProduct.forward(engine)
                                .training()
                                .src(SRC)
                                .weights(WEIGHTS)
                                .bias(DataType.F32)
                                .dst(DataType.F32, FormatTag.NC)
                                .build();
                BackwardData data =
                        InnerProduct.backwardData(engine)
                                .diffSrc(SRC)
                                .weights(WEIGHTS)
                                .diffDst(DataType.F32, FormatTag.NC)
                                .build();
                BackwardWeights gradient =
                        InnerProduct.backwardWeights(engine)
                                .src(SRC)
                                .diffWeights(WEIGHTS)
                                .diffBias(DataType.F32)
                                .diffDst(DataType.F32, FormatTag.NC)
                                .build()) {
            Tensor src = Tensor.allocate(arena, SRC).copyFrom(1, 2, 3, 4);
            Tensor weights = Tensor.allocate(arena, WEIGHTS).copyFrom(1, 0, 0, 1, 1, 1);
            MemoryDescriptor vector = MemoryDescriptor.of(DataType.F32, 3);
            Tensor bias = Tensor.allocate(arena, vector).copyFrom(10, 20, 30);
            Tensor dst = Tensor.allocate(arena, forward.dst());
            forward.execute(src, weights, bias, dst);
            assertArrayEquals(new float[] {11, 22, 33, 13, 24, 37}, dst.toArray());

            Tensor diffSrc = Tensor.allocate(arena, SRC);
            data.execute(dst, weights, diffSrc);
            assertArrayEquals(new float[] {44, 55, 50, 61}, diffSrc.toArray());

            Tensor diffWeights = Tensor.allocate(arena, WEIGHTS);
            Tensor diffBias = Tensor.allocate(arena, vector);
            gradient.execute(src, dst, diffWeights, diffBias);
            assertArrayEquals(new float[] {24, 46, 70}, diffBias.toArray());
            assertArrayEquals(new float[] {50, 74, 94, 140, 144, 214}, diffWeights.toArray());
        }
    }

    /// The layer behind a convolution has images for its input, and often a matrix for its weights.
    @Test
    void aMatrixOfWeightsIsSeenAsImagesWithoutACopy() {
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined()) {
            SplittableRandom random = new SplittableRandom(1);
            long[] dims = {7, 3, 4, 5};
            Tensor matrix = PropertyData.integers(arena, random, 7, 60);
            Tensor weights = matrix.reshape(dims);
            assertEquals(matrix.segment().address(), weights.segment().address());
            Tensor src = PropertyData.integers(arena, random, 2, 3, 4, 5);
            try (InnerProduct product =
                    InnerProduct.forward(engine)
                            .src(src.descriptor())
                            .weights(weights.descriptor())
                            .dst(DataType.F32, FormatTag.NC)
                            .build()) {
                Tensor dst = Tensor.allocate(arena, product.dst());
                product.execute(src, weights, dst);
                assertArrayEquals(
                        PropertyData.rounded(
                                new DenseProblem(
                                                false,
                                                src.descriptor().dims(),
                                                dims,
                                                new long[] {2, 7})
                                        .dst(src.toArray(), matrix.toArray(), 14)),
                        dst.toArray());
            }
        }
    }

    /// One output: oneDNN chooses weights with channels outermost for images with channels
    /// innermost, and multiplies element by element.
    @Test
    void oneOutputSumsWhatBelongsTogether() {
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined();
                InnerProduct product =
                        InnerProduct.forward(engine)
                                .src(DataType.F32, 1, 2, 3)
                                .weights(DataType.F32, 1, 2, 3)
                                .dst(DataType.F32)
                                .build()) {
            MemoryDescriptor plain = MemoryDescriptor.of(DataType.F32, 1, 2, 3);
            Tensor src = Tensor.allocate(arena, plain).copyFrom(1, 2, 3, 4, 5, 6);
            Tensor weights = Tensor.allocate(arena, plain).copyFrom(1, 10, 100, 1e3f, 1e4f, 1e5f);
            Tensor dst = Tensor.allocate(arena, product.dst());
            product.execute(
                    PropertyData.inLayout(engine, src, product.src(), arena),
                    product.pack(weights, arena),
                    dst);
            assertEquals(654321, dst.get(0, 0));
        }
    }
}
