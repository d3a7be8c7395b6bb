package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Convolutions drawn at random against the definition: ranks × groups × strides × dilation ×
/// asymmetric padding × layouts × bias × post-op. Elements are small integers, so that sums are
/// exact and results must agree to the last bit.
class ConvolutionPropertyTest {
    private static final List<List<String>> ACTIVATION_TAGS =
            List.of(
                    List.of("any", "ncw", "nwc", "nCw8c", "nCw16c"),
                    List.of("any", "nchw", "nhwc", "nChw8c", "nChw16c", "chwn"),
                    List.of("any", "ncdhw", "ndhwc", "nCdhw8c", "nCdhw16c"));
    private static final List<List<String>> WEIGHT_TAGS =
            List.of(
                    List.of("any", "oiw", "wio", "owi", "OIw8i8o"),
                    List.of("any", "oihw", "hwio", "ohwi", "OIhw8i8o", "Oihw16o"),
                    List.of("any", "oidhw", "dhwio", "odhwi", "OIdhw8i8o"));
    private static final List<List<String>> GROUPED_WEIGHT_TAGS =
            List.of(
                    List.of("any", "goiw", "wigo", "gowi", "gOIw8i8o", "Goiw8g"),
                    List.of("any", "goihw", "hwigo", "gohwi", "gOIhw8i8o", "Goihw8g"),
                    List.of("any", "goidhw", "dhwigo", "godhwi", "gOIdhw8i8o", "Goidhw16g"));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void agreesWithTheDefinition(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        try (Engine engine = Engine.cpu()) {
            for (int i = 0; i < 60; i++) {
                check(engine, TestProblem.random(random), random);
            }
        }
    }

    private static void check(Engine engine, TestProblem problem, RandomGenerator random) {
        int rank = problem.input().length - 1;
        boolean withBias = random.nextBoolean();
        boolean relu = random.nextInt(3) == 0;
        // Fixed layouts that do not go together fall to the reference implementation: half of the
        // problems leave all of them open, as users do, and meet the fast ones.
        boolean open = random.nextBoolean();
        ConvolutionBuilder builder =
                Convolution.forward(engine)
                        .src(
                                descriptor(
                                        problem.srcDims(),
                                        pick(open, ACTIVATION_TAGS.get(rank), random)))
                        .weights(
                                descriptor(
                                        problem.weightsDims(),
                                        pick(
                                                open,
                                                (problem.grouped()
                                                                ? GROUPED_WEIGHT_TAGS
                                                                : WEIGHT_TAGS)
                                                        .get(rank),
                                                random)))
                        .dst(
                                descriptor(
                                        problem.dstDims(),
                                        pick(open, ACTIVATION_TAGS.get(rank), random)))
                        .strides(TestProblem.longs(problem.strides()))
                        .dilation(TestProblem.longs(problem.dilation()))
                        .padding(
                                TestProblem.longs(problem.paddingLeft()),
                                TestProblem.longs(problem.paddingRight()));
        if (withBias) {
            builder.bias(DataType.F32);
        }
        if (relu) {
            builder.postOps(PostOps.relu());
        }
        if (random.nextBoolean()) {
            builder.training();
        }
        try (Arena arena = Arena.ofConfined();
                Convolution convolution = builder.build()) {
            Tensor plainSrc = integers(arena, problem.srcDims(), random);
            Tensor plainWeights = integers(arena, problem.weightsDims(), random);
            @Nullable Tensor bias =
                    withBias
                            ? integers(arena, new long[] {problem.outputChannels()}, random)
                            : null;
            Tensor src = Tensor.allocate(arena, convolution.src());
            Reorder.run(engine, plainSrc, src);
            Tensor weights = convolution.pack(plainWeights, arena);
            Tensor dst = Tensor.allocate(arena, convolution.dst());

            convolution.execute(src, weights, bias, dst);

            Tensor plainDst =
                    Tensor.allocate(arena, MemoryDescriptor.of(DataType.F32, problem.dstDims()));
            Reorder.run(engine, dst, plainDst);
            double[] expected =
                    new ReferenceConvolution(
                                    problem,
                                    plainSrc.toArray(),
                                    plainWeights.toArray(),
                                    bias == null ? new float[0] : bias.toArray())
                            .compute();
            float[] rounded = new float[expected.length];
            for (int i = 0; i < rounded.length; i++) {
                rounded[i] = (float) (relu ? Math.max(expected[i], 0) : expected[i]);
            }
            assertArrayEquals(
                    rounded, withoutNegativeZero(plainDst.toArray()), convolution::toString);
            assertArrayEquals(problem.dstDims(), convolution.dst().dims());
        }
    }

    /// A rectifier makes 0 · x of a negative x.
    private static float[] withoutNegativeZero(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] += 0f;
        }
        return values;
    }

    private static MemoryDescriptor descriptor(long[] dims, String tag) {
        return MemoryDescriptor.of(DataType.F32, dims).with(FormatTag.of(tag));
    }

    private static String pick(boolean open, List<String> tags, RandomGenerator random) {
        return open ? "any" : tags.get(random.nextInt(tags.size()));
    }

    private static Tensor integers(Arena arena, long[] dims, RandomGenerator random) {
        MemoryDescriptor descriptor = MemoryDescriptor.of(DataType.F32, dims);
        float[] values = new float[Math.toIntExact(descriptor.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(-8, 9);
        }
        return Tensor.allocate(arena, descriptor).copyFrom(values);
    }
}
