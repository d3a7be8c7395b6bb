package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.lang.foreign.Arena;
import java.util.Arrays;

/// Element-wise post-operations against their formulas in double precision.
class PostOpsTest {
    private static final int CHANNELS = 19;

    /// Pairs of α and β that all formulas take.
    private static final float[][] PARAMETERS = {{0.5f, 1.25f}, {2, 3}, {0.25f, 0.5f}};

    @ParameterizedTest
    @EnumSource
    void anElementwiseFunctionIsItsFormula(EltwiseAlgorithm algorithm) {
        float[] inputs = {-3.5f, -1.5f, -0.75f, -0.25f, 0.125f, 0.5f, 1, 1.75f, 2.5f, 6};
        for (int pair = 0; pair < PARAMETERS.length; pair++) {
            float alpha = PARAMETERS[pair][0];
            float beta = PARAMETERS[pair][1];
            PostOps chain = PostOps.none().eltwise(algorithm, alpha, beta);
            // A deconvolution computes post-operations by other code, the same for all parameters.
            float[] results = apply(chain, pair == 0, inputs);
            for (int i = 0; i < results.length; i++) {
                float x = inputs[i % inputs.length];
                double expected = EltwiseFormulas.apply(algorithm, alpha, beta, x);
                String call = algorithm + "(" + x + "; " + alpha + ", " + beta + ")";
                if (Double.isNaN(expected)) {
                    assertEquals(Float.NaN, results[i], call);
                } else {
                    double tolerance = Math.max(2e-5, Math.abs(expected) * 2e-5);
                    assertEquals(expected, results[i], tolerance, call);
                }
            }
        }
    }

    /// Runs a post-operation alone, on more channels than a vector has: a 1×1 kernel that
    /// multiplies by 1.
    private static float[] apply(PostOps postOps, boolean transposed, float[] inputs) {
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined();
                WeightedPrimitive identity =
                        (transposed ? Deconvolution.forward(engine) : Convolution.forward(engine))
                                .src(DataType.F32, 1, CHANNELS, inputs.length)
                                .weights(DataType.F32, CHANNELS, CHANNELS, 1)
                                .dst(DataType.F32)
                                .postOps(postOps)
                                .build()) {
            float[] all = new float[CHANNELS * inputs.length];
            float[] ones = new float[CHANNELS * CHANNELS];
            for (int c = 0; c < CHANNELS; c++) {
                System.arraycopy(inputs, 0, all, c * inputs.length, inputs.length);
                ones[c * CHANNELS + c] = 1;
            }
            Tensor src = plain(arena, all, 1, CHANNELS, inputs.length);
            Tensor weights = plain(arena, ones, CHANNELS, CHANNELS, 1);
            Tensor dst = Tensor.allocate(arena, identity.dst());
            identity.execute(
                    PropertyData.inLayout(engine, src, identity.src(), arena),
                    identity.pack(weights, arena),
                    dst);
            return PropertyData.elements(engine, dst, arena);
        }
    }

    private static Tensor plain(Arena arena, float[] values, long... dims) {
        return Tensor.allocate(arena, MemoryDescriptor.of(DataType.F32, dims)).copyFrom(values);
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
