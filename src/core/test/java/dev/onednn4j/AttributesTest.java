package dev.onednn4j;

import static dev.onednn4j.DataType.F32;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.util.Objects;

/// Attributes that are nothing but descriptions: their text, and what they ask for at run time.
class AttributesTest {
    /// Each condition has its own primitive, although oneDNN's cache does not tell them apart.
    @Test
    void conditionsAreToldApart() {
        for (long[] dims : new long[][] {{1, 6, 6, 6}, {1, 1, 1, 1}, {1, 6, 1, 1}}) {
            try (Engine engine = Engine.cpu();
                    Convolution convolution =
                            Convolution.forward(engine)
                                    .src(F32, 1, 4, 8, 8)
                                    .weights(F32, 6, 4, 3, 3)
                                    .dst(F32)
                                    .postOps(
                                            PostOps.none()
                                                    .select(
                                                            "x",
                                                            MemoryDescriptor.of(F32, 1, 1, 1, 1),
                                                            "c",
                                                            MemoryDescriptor.of(DataType.S8, dims)
                                                                    .with(FormatTag.ANY)))
                                    .build()) {
                MemoryDescriptor condition =
                        Objects.requireNonNull(convolution.runtimeArguments().get("c"));
                assertArrayEquals(dims, condition.dims());
            }
        }
    }

    /// Stochastic rounding takes a seed at run time; without one it would read at null.
    @Test
    void stochasticRoundingTakesASeed() {
        Attributes stochastic = Attributes.none().rounding(RoundingMode.STOCHASTIC);
        assertEquals("--attr-rounding-mode=dst:stochastic", stochastic.toString());
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined();
                Convolution convolution =
                        Convolution.forward(engine)
                                .src(F32, 1, 4, 8, 8)
                                .weights(F32, 6, 4, 3, 3)
                                .dst(F32)
                                .attributes(stochastic)
                                .build()) {
            Tensor src = Tensor.allocate(arena, convolution.src());
            Tensor weights = Tensor.allocate(arena, convolution.weights());
            Tensor dst = Tensor.allocate(arena, convolution.dst());
            NullPointerException missing =
                    assertThrows(
                            NullPointerException.class,
                            () -> convolution.execute(src, weights, dst));
            assertTrue(missing.toString().contains(Attributes.ROUNDING_SEED), missing::toString);
            Tensor seed = Tensor.allocate(arena, MemoryDescriptor.of(DataType.S32, 1));
            convolution.execute(
                    src,
                    weights,
                    null,
                    dst,
                    RuntimeArguments.of(Attributes.ROUNDING_SEED, seed.copyFrom(7)));
            assertEquals(0, dst.get(0, 0, 0, 0));
        }
    }

    /// benchdnn reads these: its guide to attributes says how.
    @Test
    void attributesAreToldInTheLanguageOfBenchdnn() {
        assertEquals(
                "--attr-scales=src:common:2+wei:per_oc:bf16+dst:per_dim_1"
                        + "+attr_post_op_dw_wei:1+attr_post_op_dw_dst:common:2"
                        + " --attr-zero-points=src:per_dim_1+dst:common:1"
                        + " --attr-fpmath=any:true --attr-acc-mode=f32",
                Attributes.none()
                        .scales(QuantizedArgument.SRC, Granularity.COMMON)
                        .scales(QuantizedArgument.WEIGHTS, Granularity.PER_CHANNEL, DataType.BF16)
                        .scales(QuantizedArgument.DST, Granularity.PER_CHANNEL)
                        .scales(QuantizedArgument.DEPTHWISE_WEIGHTS, Granularity.PER_CHANNEL)
                        .scales(QuantizedArgument.DEPTHWISE_DST, Granularity.COMMON)
                        .zeroPoints(QuantizedArgument.SRC, Granularity.PER_CHANNEL)
                        .zeroPoints(QuantizedArgument.DST, Granularity.COMMON)
                        .fpmathMode(FpmathMode.ANY, true)
                        .accumulationMode(AccumulationMode.F32)
                        .toString());
        MemoryDescriptor full = MemoryDescriptor.of(F32, 2, 6, 4, 4);
        assertEquals(
                "add:f32:15:acdb+mul:f32:15:any:192x32x8x2+select:f32.2.abcd:15.any+prelu:2"
                        + "+dw:k3s1p1:bf16+relu_dst:0.5:0.0",
                PostOps.none()
                        .binary(BinaryAlgorithm.ADD, "a", full.with(FormatTag.NHWC))
                        .binary(BinaryAlgorithm.MUL, "b", full.withStrides(192, 32, 8, 2))
                        .select(
                                "c",
                                MemoryDescriptor.of(F32, 1, 6, 1, 1),
                                "d",
                                MemoryDescriptor.of(DataType.S8, 2, 6, 4, 4).with(FormatTag.ANY))
                        .prelu("e", 2)
                        .depthwise(F32, null, DataType.BF16, 3, 1, 1)
                        .eltwise(EltwiseAlgorithm.RELU_USE_DST_FOR_BWD, 0.5f, 0)
                        .toString());
        assertEquals("sum:2.0:3:u8", PostOps.none().sum(2, 3, DataType.U8).toString());
    }
}
