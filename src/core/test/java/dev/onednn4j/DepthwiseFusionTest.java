package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.lang.foreign.Arena;
import java.util.Objects;
import java.util.SplittableRandom;

/// A 1×1 convolution with a depthwise one behind it, against two convolutions by the definition.
class DepthwiseFusionTest {
    @ParameterizedTest
    @CsvSource({
        "F32, F32, F32, F32, 1, 7, 24",
        "F32, F32, F32, F32, 2, 7, 16",
        "F32, F32, F32, F32, 2, 8, 32",
        "U8, S8, U8, S8, 1, 6, 32",
        "U8, S8, U8, F32, 2, 9, 16",
        "U8, S8, U8, S32, 1, 5, 24",
        "BF16, BF16, BF16, F32, 1, 6, 32",
        "BF16, BF16, BF16, BF16, 2, 7, 16",
        // Large enough for oneDNN to fuse in earnest.
        "F32, F32, F32, F32, 1, 160, 64",
        "F32, F32, F32, F32, 2, 160, 64",
    })
    void itIsTwoConvolutions(
            DataType src,
            DataType weights,
            DataType between,
            DataType dst,
            int stride,
            int size,
            int channels) {
        SplittableRandom random = new SplittableRandom(size + stride);
        try (Engine engine = Engine.cpu()) {
            Assumptions.assumeTrue(
                    Capabilities.implementation(engine, Direction.FORWARD, src, weights, between)
                            .isPresent());
            for (boolean biased : new boolean[] {false, true}) {
                for (boolean scaled : new boolean[] {false, true}) {
                    if (size < 100 || biased == scaled) {
                        try (Arena arena = Arena.ofConfined()) {
                            new Case(
                                            engine,
                                            arena,
                                            random,
                                            new Types(src, weights, between, dst),
                                            pointwise(size, size < 100 ? 16 : 2, channels),
                                            depthwise(size, stride, channels),
                                            biased,
                                            scaled && src == DataType.U8)
                                    .check();
                        }
                    }
                }
            }
        }
    }

    private static TestProblem pointwise(int size, int inputs, int outputs) {
        int[] image = {size, size};
        int[] ones = {1, 1};
        int[] zeros = {0, 0};
        return new TestProblem(
                1, 1, false, inputs, outputs, image, ones, image, ones, ones, zeros, zeros);
    }

    private static TestProblem depthwise(int size, int stride, int channels) {
        int output = (size + stride - 1) / stride;
        int right = (output - 1) * stride + 3 - size - 1;
        return new TestProblem(
                1,
                channels,
                true,
                channels,
                channels,
                new int[] {size, size},
                new int[] {3, 3},
                new int[] {output, output},
                new int[] {stride, stride},
                new int[] {1, 1},
                new int[] {1, 1},
                new int[] {right, right});
    }

    private record Types(DataType src, DataType weights, DataType between, DataType dst) {}

    private record Case(
            Engine engine,
            Arena arena,
            SplittableRandom random,
            Types types,
            TestProblem first,
            TestProblem second,
            boolean biased,
            boolean scaled) {
        void check() {
            int channels = first.outputChannels();
            Tensor src = integers(types.src == DataType.U8 ? 0 : -2, first.srcDims());
            Tensor weights = integers(-2, first.weightsDims());
            Tensor depthwise = integers(-2, second.weightsDims());
            Tensor bias = integers(-2, channels);
            Tensor added = integers(-2, 1, channels, 1, 1);
            PostOps chain =
                    PostOps.relu()
                            .depthwise(
                                    types.weights,
                                    biased ? DataType.F32 : null,
                                    types.dst,
                                    3,
                                    second.strides()[0],
                                    1)
                            .binary(BinaryAlgorithm.ADD, "added", added.descriptor())
                            .eltwise(EltwiseAlgorithm.LINEAR, 1, 3);
            Attributes attributes = Attributes.none().postOps(chain);
            if (scaled) {
                attributes =
                        attributes
                                .scales(QuantizedArgument.DST, Granularity.COMMON)
                                .scales(
                                        QuantizedArgument.DEPTHWISE_WEIGHTS,
                                        Granularity.PER_CHANNEL)
                                .scales(QuantizedArgument.DEPTHWISE_DST, Granularity.COMMON);
            }
            try (Convolution fused =
                    Convolution.forward(engine)
                            .src(types.src, first.srcDims())
                            .weights(types.weights, first.weightsDims())
                            .dst(types.between)
                            .attributes(attributes)
                            .build()) {
                assertArrayEquals(second.dstDims(), fused.dst().dims());
                assertEquals(types.dst, fused.dst().dataType());
                RuntimeArguments runtime =
                        RuntimeArguments.of("added", added)
                                .and(
                                        PostOps.DEPTHWISE_WEIGHTS,
                                        PropertyData.inLayout(
                                                engine,
                                                depthwise,
                                                Objects.requireNonNull(
                                                        fused.runtimeArguments()
                                                                .get(PostOps.DEPTHWISE_WEIGHTS)),
                                                arena));
                float[] scales = new float[channels];
                for (int c = 0; c < channels; c++) {
                    scales[c] = scaled ? 1 << random.nextInt(3) : 1;
                }
                if (biased) {
                    runtime = runtime.and(PostOps.DEPTHWISE_BIAS, bias);
                }
                if (scaled) {
                    runtime =
                            runtime.and("dst_scales", floats(2))
                                    .and("dw_weights_scales", floats(scales))
                                    .and("dw_dst_scales", floats(0.5f));
                }
                Tensor dst = Tensor.allocate(arena, fused.dst());
                fused.execute(
                        PropertyData.inLayout(engine, src, fused.src(), arena),
                        PropertyData.inLayout(engine, weights, fused.weights(), arena),
                        null,
                        dst,
                        runtime);
                double[] expected =
                        expected(src, weights, depthwise, biased ? bias : null, added, scales);
                assertArrayEquals(
                        PropertyData.rounded(expected),
                        PropertyData.elements(engine, dst, arena),
                        fused::toString);
            }
        }

        private double[] expected(
                Tensor src,
                Tensor weights,
                Tensor depthwise,
                @Nullable Tensor bias,
                Tensor added,
                float[] scales) {
            double[] sums =
                    new Taps(first, false).forward(src.toArray(), weights.toArray(), new float[0]);
            float[] between = new float[sums.length];
            double betweenScale = scaled ? 2 : 1;
            for (int i = 0; i < sums.length; i++) {
                double real = Math.max(sums[i], 0) / betweenScale;
                between[i] = (float) stored(types.between, real);
            }
            double[] results =
                    new Taps(second, false).forward(between, depthwise.toArray(), new float[0]);
            int area = second.output()[0] * second.output()[1];
            float[] biases = bias == null ? new float[scales.length] : bias.toArray();
            float[] offsets = added.toArray();
            for (int i = 0; i < results.length; i++) {
                int c = i / area;
                double real = results[i] * betweenScale * scales[c];
                real += biases[c];
                real += offsets[c] + 3;
                results[i] = stored(types.dst, real / (scaled ? 0.5 : 1));
            }
            return results;
        }

        private static double stored(DataType type, double real) {
            return switch (type) {
                case U8 -> Math.clamp(Math.rint(real), 0.0, 255.0);
                case S8 -> Math.clamp(Math.rint(real), -128.0, 127.0);
                case S32 -> Math.rint(real);
                default -> real;
            };
        }

        private Tensor integers(int least, long... dims) {
            MemoryDescriptor descriptor = MemoryDescriptor.of(DataType.F32, dims);
            float[] values = new float[(int) descriptor.elements()];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextInt(least, 3);
            }
            return Tensor.allocate(arena, descriptor).copyFrom(values);
        }

        private Tensor floats(float... values) {
            return Tensor.allocate(arena, MemoryDescriptor.of(DataType.F32, values.length))
                    .copyFrom(values);
        }
    }
}
