package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Convolutions and deconvolutions drawn at random, forward and backward, against the definition:
/// ranks × groups × strides × dilation × asymmetric padding × layouts × bias × post-op. Elements
/// are small integers, so that sums are exact and results must agree to the last bit.
class ConvolutionPropertyTest {
    private static final int PROBLEMS = 80;

    @ParameterizedTest
    @CsvSource({"1, false", "2, false", "3, false", "4, false", "5, true", "6, true"})
    void forwardAgreesWithTheDefinition(long seed, boolean transposed) {
        forAll(seed, transposed, ConvolutionPropertyTest::forward);
    }

    @ParameterizedTest
    @CsvSource({"11, false", "12, false", "13, true"})
    void backwardDataAgreesWithTheDefinition(long seed, boolean transposed) {
        forAll(seed, transposed, ConvolutionPropertyTest::backwardData);
    }

    @ParameterizedTest
    @CsvSource({"21, false", "22, false", "23, true"})
    void backwardWeightsAgreesWithTheDefinition(long seed, boolean transposed) {
        forAll(seed, transposed, ConvolutionPropertyTest::backwardWeights);
    }

    /// Layouts and paddings that crash oneDNN's first choice of implementation, or make it wrong.
    @Test
    void knownDefectsArePassedOver() {
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined();
                BackwardData oneImage =
                        Convolution.backwardData(engine)
                                .diffSrc(
                                        MemoryDescriptor.of(DataType.F32, 1, 6, 6, 4)
                                                .withStrides(1L << 40, 24, 4, 1))
                                .weights(MemoryDescriptor.of(DataType.F32, 3, 5, 2, 4, 3))
                                .diffDst(MemoryDescriptor.of(DataType.F32, 1, 15, 3, 2))
                                .build();
                BackwardData oddBatchStride =
                        Convolution.backwardData(engine)
                                .diffSrc(
                                        MemoryDescriptor.of(DataType.F32, 1, 8, 6, 4)
                                                .submemory(new long[] {1, 6, 6, 4}, new long[4]))
                                .weights(MemoryDescriptor.of(DataType.F32, 3, 5, 2, 4, 3))
                                .diffDst(MemoryDescriptor.of(DataType.F32, 1, 15, 3, 2))
                                .build();
                Convolution paddedColumns =
                        Convolution.forward(engine)
                                .src(DataType.F32, 1, 8, 1)
                                .weights(DataType.F32, 8, 8, 2)
                                .bias(DataType.F32)
                                .dst(DataType.F32)
                                .strides(2)
                                .padding(new long[] {1}, new long[] {3})
                                .build()) {
            assertFalse(
                    paddedColumns.implementation().startsWith("brg_conv_fwd"),
                    paddedColumns.implementation());
            Tensor ones = SmallConvolution.ones(arena, oddBatchStride.weights());
            Tensor diffSrc =
                    Tensor.allocate(arena, MemoryDescriptor.of(DataType.F32, 1, 8, 6, 4))
                            .submemory(new long[] {1, 6, 6, 4}, new long[] {0, 2, 0, 0});
            oddBatchStride.execute(
                    SmallConvolution.ones(arena, oddBatchStride.diffDst()), ones, diffSrc);
            assertEquals(5 * 3 * 2, diffSrc.get(0, 5, 3, 2));
            Tensor dense = Tensor.allocate(arena, MemoryDescriptor.of(DataType.F32, 1, 6, 6, 4));
            oneImage.execute(SmallConvolution.ones(arena, oneImage.diffDst()), ones, dense);
            assertArrayEquals(diffSrc.toArray(), dense.toArray());
        }
    }

    /// Checks one problem.
    private interface Check {
        void run(
                Engine engine,
                Arena arena,
                TestProblem problem,
                boolean transposed,
                RandomGenerator random);
    }

    private static void forAll(long seed, boolean transposed, Check check) {
        SplittableRandom random = new SplittableRandom(seed);
        try (Engine engine = Engine.cpu()) {
            for (int i = 0; i < PROBLEMS; i++) {
                TestProblem convolution = TestProblem.random(random);
                TestProblem problem = transposed ? convolution.transposed() : convolution;
                try (Arena arena = Arena.ofConfined()) {
                    check.run(engine, arena, problem, transposed, random);
                }
            }
        }
    }

    private static void forward(
            Engine engine,
            Arena arena,
            TestProblem problem,
            boolean transposed,
            RandomGenerator random) {
        PropertyData data = new PropertyData(problem, random);
        boolean withBias = random.nextBoolean();
        boolean relu = random.nextInt(3) == 0;
        boolean training = random.nextBoolean();
        try (WeightedPrimitive primitive =
                transposed
                        ? build(
                                Deconvolution.forward(engine),
                                data,
                                problem,
                                withBias,
                                relu,
                                training)
                        : build(
                                Convolution.forward(engine),
                                data,
                                problem,
                                withBias,
                                relu,
                                training)) {
            Tensor src = data.integers(arena, problem.srcDims());
            Tensor weights = data.integers(arena, problem.weightsDims());
            Tensor bias = withBias ? data.integers(arena, problem.outputChannels()) : null;
            Tensor dst = Tensor.allocate(arena, primitive.dst());

            primitive.execute(
                    PropertyData.inLayout(engine, src, primitive.src(), arena),
                    primitive.pack(weights, arena),
                    bias,
                    dst);

            double[] expected =
                    new Taps(problem, transposed)
                            .forward(
                                    src.toArray(),
                                    weights.toArray(),
                                    bias == null ? new float[0] : bias.toArray());
            if (relu) {
                expected = Arrays.stream(expected).map(x -> Math.max(x, 0)).toArray();
            }
            assertArrayEquals(problem.dstDims(), primitive.dst().dims());
            assertArrayEquals(
                    PropertyData.rounded(expected),
                    PropertyData.elements(engine, dst, arena),
                    primitive::toString);
        }
    }

    private static <B extends ForwardBuilder<B>> WeightedPrimitive build(
            B builder,
            PropertyData data,
            TestProblem problem,
            boolean withBias,
            boolean relu,
            boolean training) {
        problem.describe(builder).src(data.src()).weights(data.weights()).dst(data.dst());
        if (withBias) {
            builder.bias(DataType.F32);
        }
        if (relu) {
            builder.postOps(PostOps.relu());
        }
        if (training) {
            builder.training();
        }
        return builder.build();
    }

    private static void backwardData(
            Engine engine,
            Arena arena,
            TestProblem problem,
            boolean transposed,
            RandomGenerator random) {
        PropertyData data = new PropertyData(problem, random);
        Convolution.BackwardDataBuilder builder =
                transposed ? Deconvolution.backwardData(engine) : Convolution.backwardData(engine);
        try (BackwardData primitive =
                problem.describe(builder)
                        .diffSrc(data.src())
                        .weights(data.weights())
                        .diffDst(data.dst())
                        .build()) {
            Tensor diffDst = data.integers(arena, problem.dstDims());
            Tensor weights = data.integers(arena, problem.weightsDims());
            Tensor diffSrc = Tensor.allocate(arena, primitive.diffSrc());

            primitive.execute(
                    PropertyData.inLayout(engine, diffDst, primitive.diffDst(), arena),
                    primitive.pack(weights, arena),
                    diffSrc);

            assertArrayEquals(
                    PropertyData.rounded(
                            new Taps(problem, transposed)
                                    .backwardData(diffDst.toArray(), weights.toArray())),
                    PropertyData.elements(engine, diffSrc, arena),
                    primitive::toString);
        }
    }

    private static void backwardWeights(
            Engine engine,
            Arena arena,
            TestProblem problem,
            boolean transposed,
            RandomGenerator random) {
        PropertyData data = new PropertyData(problem, random);
        Convolution.BackwardWeightsBuilder builder =
                transposed
                        ? Deconvolution.backwardWeights(engine)
                        : Convolution.backwardWeights(engine);
        boolean withBias = random.nextBoolean();
        if (withBias) {
            builder.diffBias(DataType.F32);
        }
        try (BackwardWeights primitive =
                problem.describe(builder)
                        .src(data.src())
                        .diffWeights(data.weights())
                        .diffDst(data.dst())
                        .build()) {
            Tensor src = data.integers(arena, problem.srcDims());
            Tensor diffDst = data.integers(arena, problem.dstDims());
            Tensor diffWeights = Tensor.allocate(arena, primitive.diffWeights());
            MemoryDescriptor biasDescriptor = primitive.diffBias();
            Tensor diffBias =
                    biasDescriptor == null ? null : Tensor.allocate(arena, biasDescriptor);

            primitive.execute(
                    PropertyData.inLayout(engine, src, primitive.src(), arena),
                    PropertyData.inLayout(engine, diffDst, primitive.diffDst(), arena),
                    diffWeights,
                    diffBias);

            Taps taps = new Taps(problem, transposed);
            assertArrayEquals(
                    PropertyData.rounded(taps.backwardWeights(src.toArray(), diffDst.toArray())),
                    PropertyData.elements(engine, diffWeights, arena),
                    primitive::toString);
            if (diffBias != null) {
                assertArrayEquals(
                        PropertyData.rounded(taps.backwardBias(diffDst.toArray())),
                        diffBias.toArray(),
                        primitive::toString);
            }
        }
    }
}
