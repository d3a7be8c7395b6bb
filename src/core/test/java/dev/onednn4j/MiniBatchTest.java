package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// One primitive walks over the mini-batches of one tensor, where they lie: each is a tensor like
/// any other of its size, and runs on the same implementation.
class MiniBatchTest {
    private static final int IMAGES = 2;
    private static final int CHANNELS = 16;
    private static final int AREA = 5 * 6;
    private static final long[] WHOLE = {3 * IMAGES, CHANNELS, 5, 6};
    private static final long[] MINI = {IMAGES, CHANNELS, 5, 6};
    private static final TestProblem CONVOLUTION =
            new TestProblem(
                    IMAGES,
                    1,
                    false,
                    CHANNELS,
                    CHANNELS,
                    new int[] {5, 6},
                    new int[] {3, 3},
                    new int[] {5, 6},
                    new int[] {1, 1},
                    new int[] {1, 1},
                    new int[] {1, 1},
                    new int[] {1, 1});

    /// A primitive with one source and one result besides weights.
    enum Operation {
        CONVOLUTION_WITH_WEIGHTS {
            @Override
            Primitive make(Engine engine, MemoryDescriptor src) {
                return Convolution.forward(engine)
                        .src(src)
                        .weights(DataType.F32, CHANNELS, CHANNELS, 3, 3)
                        .dst(src)
                        .padding(1)
                        .build();
            }

            @Override
            double[] expected(float[] src, float[] weights) {
                return new Taps(CONVOLUTION, false).forward(src, weights, new float[0]);
            }
        },
        INNER_PRODUCT_WITH_WEIGHTS {
            @Override
            Primitive make(Engine engine, MemoryDescriptor src) {
                return InnerProduct.forward(engine)
                        .src(src)
                        .weights(DataType.F32, 3, CHANNELS, 5, 6)
                        .dst(DataType.F32, FormatTag.NC)
                        .build();
            }

            @Override
            double[] expected(float[] src, float[] weights) {
                double[] dst = new double[IMAGES * 3];
                int image = CHANNELS * AREA;
                for (int i = 0; i < dst.length; i++) {
                    for (int k = 0; k < image; k++) {
                        dst[i] += src[i / 3 * image + k] * weights[i % 3 * image + k];
                    }
                }
                return dst;
            }
        },
        SOFTMAX {
            @Override
            Primitive make(Engine engine, MemoryDescriptor src) {
                return Softmax.forward(engine).src(src).dst(src).axis(1).build();
            }

            @Override
            double[] expected(float[] src, float[] weights) {
                double[] dst = new double[src.length];
                for (int i = 0; i < src.length; i++) {
                    double sum = 0;
                    int first = i / (CHANNELS * AREA) * CHANNELS * AREA + i % AREA;
                    for (int c = 0; c < CHANNELS; c++) {
                        sum += Math.exp(src[first + c * AREA]);
                    }
                    dst[i] = Math.exp(src[i]) / sum;
                }
                return dst;
            }
        },
        SUM {
            @Override
            Primitive make(Engine engine, MemoryDescriptor src) {
                return Sum.forward(engine).src(3, src).dst(src).build();
            }

            @Override
            double[] expected(float[] src, float[] weights) {
                double[] dst = new double[src.length];
                Arrays.setAll(dst, i -> 3 * src[i]);
                return dst;
            }
        },
        BATCH_NORMALIZATION {
            @Override
            Primitive make(Engine engine, MemoryDescriptor src) {
                return BatchNormalization.forward(engine).src(src).dst(src).epsilon(0).build();
            }

            @Override
            double[] expected(float[] src, float[] weights) {
                double[] mean = new double[CHANNELS];
                double[] variance = new double[CHANNELS];
                for (int i = 0; i < src.length; i++) {
                    mean[i / AREA % CHANNELS] += src[i] / (double) (IMAGES * AREA);
                }
                for (int i = 0; i < src.length; i++) {
                    double from = src[i] - mean[i / AREA % CHANNELS];
                    variance[i / AREA % CHANNELS] += from * from / (IMAGES * AREA);
                }
                double[] dst = new double[src.length];
                Arrays.setAll(
                        dst,
                        i ->
                                (src[i] - mean[i / AREA % CHANNELS])
                                        / Math.sqrt(variance[i / AREA % CHANNELS]));
                return dst;
            }
        },
        POOLING {
            @Override
            Primitive make(Engine engine, MemoryDescriptor src) {
                return Pooling.forward(engine)
                        .algorithm(PoolingAlgorithm.MAX)
                        .src(src)
                        .kernel(5, 6)
                        .build();
            }

            @Override
            double[] expected(float[] src, float[] weights) {
                double[] dst = new double[IMAGES * CHANNELS];
                for (int i = 0; i < dst.length; i++) {
                    dst[i] = src[i * AREA];
                    for (int p = 1; p < AREA; p++) {
                        dst[i] = Math.max(dst[i], src[i * AREA + p]);
                    }
                }
                return dst;
            }
        },
        ELTWISE {
            @Override
            Primitive make(Engine engine, MemoryDescriptor src) {
                return Eltwise.forward(engine)
                        .algorithm(EltwiseAlgorithm.RELU)
                        .src(src)
                        .dst(src)
                        .build();
            }

            @Override
            double[] expected(float[] src, float[] weights) {
                double[] dst = new double[src.length];
                Arrays.setAll(dst, i -> Math.max(src[i], 0));
                return dst;
            }
        };

        abstract Primitive make(Engine engine, MemoryDescriptor src);

        abstract double[] expected(float[] src, float[] weights);
    }

    @ParameterizedTest
    @CsvSource({
        "CONVOLUTION_WITH_WEIGHTS, nchw",
        "CONVOLUTION_WITH_WEIGHTS, nhwc",
        "INNER_PRODUCT_WITH_WEIGHTS, nchw",
        "INNER_PRODUCT_WITH_WEIGHTS, nhwc",
        "SOFTMAX, nchw",
        "SOFTMAX, nhwc",
        "SUM, nchw",
        "SUM, nhwc",
        "BATCH_NORMALIZATION, nchw",
        "BATCH_NORMALIZATION, nhwc",
        "POOLING, nchw",
        "POOLING, nhwc",
        "ELTWISE, nchw",
        "ELTWISE, nhwc"
    })
    void miniBatchOfTensor_runsOnTheImplementationOfADenseOne(Operation operation, String tag) {
        FormatTag layout = FormatTag.of(tag);
        MemoryDescriptor dense = MemoryDescriptor.of(DataType.F32, MINI).with(layout);
        SplittableRandom random = new SplittableRandom(9);
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined()) {
            Tensor whole =
                    Tensor.allocate(arena, MemoryDescriptor.of(DataType.F32, WHOLE).with(layout))
                            .copyFrom(PropertyData.integers(arena, random, WHOLE).toArray());
            Tensor second = part(whole, MINI, 1);
            assertEquals(dense, second.descriptor());
            try (Primitive usual = operation.make(engine, dense);
                    Primitive primitive = operation.make(engine, second.descriptor())) {
                assertEquals(usual.implementation(), primitive.implementation());
                walk(operation, primitive, whole, arena, random);
            }
        }
    }

    /// Runs the primitive on all parts of one source, into the parts of one result.
    private static void walk(
            Operation operation,
            Primitive primitive,
            Tensor whole,
            Arena arena,
            SplittableRandom random) {
        MemoryDescriptor dst = primitive.made().arguments().getLast().descriptor();
        long[] allDims = dst.dims();
        allDims[0] = WHOLE[0];
        String tag = allDims.length == 2 ? "nc" : whole.descriptor().layout();
        Tensor all =
                Tensor.allocate(
                        arena, MemoryDescriptor.of(DataType.F32, allDims).with(FormatTag.of(tag)));
        boolean weighted = primitive.made().arguments().size() > 2;
        Tensor weights = whole;
        Tensor packed = whole;
        if (weighted) {
            MemoryDescriptor chosen = primitive.made().arguments().get(1).descriptor();
            weights = PropertyData.integers(arena, random, chosen.dims());
            packed = Tensor.allocate(arena, chosen);
            Reorder.run(primitive.engine(), weights, packed);
        }
        for (int i = 0; i < WHOLE[0] / IMAGES; i++) {
            Tensor src = part(whole, MINI, i);
            Tensor to = part(all, dst.dims(), i);
            primitive.executions.run(
                    weighted ? List.of(src, packed) : List.of(src), to, RuntimeArguments.none());
        }
        for (int i = 0; i < WHOLE[0] / IMAGES; i++) {
            assertArrayEquals(
                    PropertyData.rounded(
                            operation.expected(part(whole, MINI, i).toArray(), weights.toArray())),
                    part(all, dst.dims(), i).toArray(),
                    1e-5f,
                    primitive::toString);
        }
    }

    private static Tensor part(Tensor whole, long[] dims, int index) {
        long[] offsets = new long[dims.length];
        offsets[0] = index * dims[0];
        return whole.submemory(dims, offsets);
    }
}
