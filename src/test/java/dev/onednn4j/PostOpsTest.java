package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.lang.foreign.Arena;
import java.util.Arrays;

/// Element-wise post-operations against their formulas in double precision.
class PostOpsTest {
    private static final float ALPHA = 0.5f;
    private static final float BETA = 1.25f;

    @ParameterizedTest
    @EnumSource
    void anElementwiseFunctionIsItsFormula(EltwiseAlgorithm algorithm) {
        float[] inputs = {-3.5f, -1.5f, -0.75f, -0.25f, 0.125f, 0.5f, 1, 1.75f, 2.5f, 6};
        float[] results = apply(PostOps.none().eltwise(algorithm, ALPHA, BETA), inputs);
        for (int i = 0; i < inputs.length; i++) {
            double expected = formula(algorithm, inputs[i]);
            String call = algorithm + "(" + inputs[i] + ")";
            if (Double.isNaN(expected)) {
                assertEquals(Float.NaN, results[i], call);
            } else {
                double tolerance = Math.max(2e-5, Math.abs(expected) * 2e-5);
                assertEquals(expected, results[i], tolerance, call);
            }
        }
    }

    @Test
    void aChainAppliesInOrder() {
        PostOps chain =
                PostOps.none()
                        .eltwise(EltwiseAlgorithm.LINEAR, 2, 3)
                        .eltwise(EltwiseAlgorithm.SQUARE, 0, 0)
                        .eltwise(EltwiseAlgorithm.CLIP, 0, 40);
        assertEquals("linear:2.0:3.0+square:0.0:0.0+clip:0.0:40.0", chain.toString());
        float[] results = apply(chain, new float[] {-1, 1, 2});
        assertEquals(1, results[0]);
        assertEquals(25, results[1]);
        assertEquals(40, results[2]);
        assertEquals("", PostOps.none().toString());
    }

    /// Runs a post-operation alone: a 1×1 convolution that multiplies by 1.
    private static float[] apply(PostOps postOps, float[] inputs) {
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined();
                Convolution identity =
                        Convolution.forward(engine)
                                .src(MemoryDescriptor.of(DataType.F32, 1, 1, inputs.length))
                                .weights(MemoryDescriptor.of(DataType.F32, 1, 1, 1))
                                .dst(DataType.F32, FormatTag.NCW)
                                .postOps(postOps)
                                .build()) {
            Tensor src = Tensor.allocate(arena, identity.src()).copyFrom(inputs);
            Tensor one = Tensor.allocate(arena, identity.weights()).copyFrom(1);
            Tensor dst = Tensor.allocate(arena, identity.dst());
            identity.execute(src, one, null, dst);
            return dst.toArray();
        }
    }

    private static double formula(EltwiseAlgorithm algorithm, double x) {
        return switch (algorithm) {
            case RELU, RELU_USE_DST_FOR_BWD -> x > 0 ? x : ALPHA * x;
            case TANH, TANH_USE_DST_FOR_BWD -> Math.tanh(x);
            case ELU, ELU_USE_DST_FOR_BWD -> x > 0 ? x : ALPHA * Math.expm1(x);
            case SQUARE -> x * x;
            case ABS -> Math.abs(x);
            case SQRT, SQRT_USE_DST_FOR_BWD -> Math.sqrt(x);
            case LINEAR -> ALPHA * x + BETA;
            case SOFT_RELU -> Math.log1p(Math.exp(ALPHA * x)) / ALPHA;
            case HARDSIGMOID -> Math.clamp(ALPHA * x + BETA, 0, 1);
            case LOGISTIC, LOGISTIC_USE_DST_FOR_BWD -> logistic(x);
            case EXP, EXP_USE_DST_FOR_BWD -> Math.exp(x);
            case GELU_TANH ->
                    0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
            case SWISH -> x * logistic(ALPHA * x);
            case LOG -> Math.log(x);
            case CLIP, CLIP_V2, CLIP_V2_USE_DST_FOR_BWD -> Math.clamp(x, ALPHA, BETA);
            case POW -> ALPHA * Math.pow(x, BETA);
            case GELU_ERF -> 0.5 * x * (1 + errorFunction(x / Math.sqrt(2)));
            case ROUND -> Math.rint(x);
            case MISH -> x * Math.tanh(Math.log1p(Math.exp(x)));
            case HARDSWISH -> x * Math.clamp(ALPHA * x + BETA, 0, 1);
        };
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /// The error function by Simpson's rule over its defining integral.
    private static double errorFunction(double x) {
        int steps = 2000;
        double width = x / steps;
        double sum = 1 + Math.exp(-x * x);
        for (int i = 1; i < steps; i++) {
            double at = i * width;
            sum += (i % 2 == 0 ? 2 : 4) * Math.exp(-at * at);
        }
        return 2 / Math.sqrt(Math.PI) * sum * width / 3;
    }

    /// In whatever layouts the result and the condition lie: generated code takes the condition to
    /// lie like the result, and must not be used where it does not.
    @ParameterizedTest
    @CsvSource({"nchw, nchw", "nchw, nhwc", "nhwc, nchw", "nhwc, nhwc", "aBcd8b, nchw"})
    void selectTakesTheOperandWhereTheConditionDoesNotHold(String dstTag, String conditionTag) {
        long[] dims = {2, 16, 5, 7};
        MemoryDescriptor layout =
                MemoryDescriptor.of(DataType.F32, dims).with(FormatTag.of(dstTag));
        MemoryDescriptor condition =
                MemoryDescriptor.of(DataType.S8, dims).with(FormatTag.of(conditionTag));
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined();
                Convolution sixteenth =
                        Convolution.forward(engine)
                                .src(DataType.F32, dims)
                                .weights(DataType.F32, 16, 16, 1, 1)
                                .dst(layout)
                                .postOps(
                                        PostOps.none()
                                                .select(
                                                        "other",
                                                        MemoryDescriptor.of(
                                                                DataType.F32, 1, 16, 1, 1),
                                                        "holds",
                                                        condition))
                                .build()) {
            float[] others = new float[16];
            float[] holds = new float[2 * 16 * 35];
            for (int i = 0; i < holds.length; i++) {
                holds[i] = i * 7 % 3 == 0 ? 1 : 0;
                others[i % 16] = -1 - i % 16;
            }
            Tensor weights =
                    Tensor.allocate(arena, MemoryDescriptor.of(DataType.F32, 16, 16, 1, 1));
            float[] ones = new float[256];
            Arrays.fill(ones, 1);
            Tensor dst = Tensor.allocate(arena, sixteenth.dst());
            sixteenth.execute(
                    PropertyData.inLayout(
                            engine,
                            SmallConvolution.ones(arena, MemoryDescriptor.of(DataType.F32, dims)),
                            sixteenth.src(),
                            arena),
                    sixteenth.pack(weights.copyFrom(ones), arena),
                    null,
                    dst,
                    RuntimeArguments.of(
                                    "other",
                                    Tensor.allocate(
                                                    arena,
                                                    MemoryDescriptor.of(DataType.F32, 1, 16, 1, 1))
                                            .copyFrom(others))
                            .and("holds", Tensor.allocate(arena, condition).copyFrom(holds)));
            float[] results = PropertyData.elements(engine, dst, arena);
            for (int i = 0; i < results.length; i++) {
                assertEquals(holds[i] != 0 ? 16 : others[i / 35 % 16], results[i]);
            }
        }
    }
}
