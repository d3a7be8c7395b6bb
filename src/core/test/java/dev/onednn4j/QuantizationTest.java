package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;

/// int8 convolutions: exact against integer arithmetic, and near the real numbers they stand for.
class QuantizationTest {
    @ParameterizedTest
    @CsvSource({
        // type, least, most, real, stored
        "S8, -2, 2, 2, 127",
        "S8, -2, 2, -2, -127",
        "S8, -2, 2, 9, 127",
        "S8, -2, 2, -9, -128",
        "U8, 0, 5.1, 5.1, 255",
        "U8, 0, 5.1, -1, 0"
    })
    void aSymmetricRangeStoresZeroAsZero(
            DataType type, float least, float most, float real, int stored) {
        QuantizationRange range = QuantizationRange.symmetric(type, Math.max(-least, most));
        assertEquals(stored, range.quantize(real));
        assertEquals(0, range.zeroPoint());
        assertEquals(0, range.quantize(0));
    }

    @Test
    void anAsymmetricRangeUsesAllStoredValues() {
        QuantizationRange range = QuantizationRange.asymmetric(DataType.U8, -1, 3);
        assertEquals(0, range.quantize(-1));
        assertEquals(255, range.quantize(3));
        assertEquals(64, range.zeroPoint());
        assertEquals(0f, range.dequantize(range.quantize(0)));
        assertEquals(0, QuantizationRange.asymmetric(DataType.U8, 2, 4).zeroPoint());
        assertEquals(-128, QuantizationRange.asymmetric(DataType.S8, 0, 1).zeroPoint());
        assertEquals(1, QuantizationRange.asymmetric(DataType.S8, 0, 0).scale());
    }

    @Test
    void tiesGoToTheEven() {
        QuantizationRange halves = new QuantizationRange(DataType.S8, 1, 0);
        assertEquals(0, halves.quantize(0.5f));
        assertEquals(2, halves.quantize(1.5f));
        assertEquals(2, halves.quantize(2.5f));
        assertEquals(-2, halves.quantize(-1.5f));
    }

    @Test
    void badRangesAreNamed() {
        assertEquals(
                "type: expected s8 or u8, got f32",
                Thrown.message(
                        IllegalArgumentException.class,
                        () -> new QuantizationRange(DataType.F32, 1, 0)));
        assertEquals(
                "scale: expected a finite number above 0, got 0.0",
                Thrown.message(
                        IllegalArgumentException.class,
                        () -> new QuantizationRange(DataType.S8, 0, 0)));
        assertEquals(
                "zeroPoint: expected 0 to 255 for u8, got -1",
                Thrown.message(
                        IllegalArgumentException.class,
                        () -> new QuantizationRange(DataType.U8, 1, -1)));
        assertEquals(
                "most: expected a finite number, got NaN",
                Thrown.message(
                        IllegalArgumentException.class,
                        () -> QuantizationRange.asymmetric(DataType.U8, 0, Float.NaN)));
        assertEquals(
                "least: expected at most 1.0, got 2.0",
                Thrown.message(
                        IllegalArgumentException.class,
                        () -> QuantizationRange.asymmetric(DataType.U8, 2, 1)));
    }

    /// Src less its zero point, times weights, times both scales, plus bias, divided by the scale
    /// of dst, plus its zero point, rounded once at the end.
    @Test
    void scalesAndZeroPointsAreWhatTheFormulaSays() {
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined();
                Convolution convolution =
                        Convolution.forward(engine)
                                .src(MemoryDescriptor.of(DataType.U8, 1, 2, 1))
                                .weights(MemoryDescriptor.of(DataType.S8, 2, 2, 1))
                                .bias(DataType.F32)
                                .dst(DataType.S8, FormatTag.NCW)
                                .attributes(
                                        Attributes.none()
                                                .scales(QuantizedArgument.SRC, Granularity.COMMON)
                                                .scales(
                                                        QuantizedArgument.WEIGHTS,
                                                        Granularity.PER_CHANNEL)
                                                .scales(QuantizedArgument.DST, Granularity.COMMON)
                                                .zeroPoints(
                                                        QuantizedArgument.SRC, Granularity.COMMON)
                                                .zeroPoints(
                                                        QuantizedArgument.DST, Granularity.COMMON))
                                .build()) {
            RuntimeArguments runtime =
                    RuntimeArguments.of("src_scales", scalar(arena, DataType.F32, 0.5f))
                            .and(
                                    "weights_scales",
                                    Tensor.allocate(arena, MemoryDescriptor.of(DataType.F32, 2))
                                            .copyFrom(1, 4))
                            .and("dst_scales", scalar(arena, DataType.F32, 2))
                            .and("src_zero_points", scalar(arena, DataType.S32, 3))
                            .and("dst_zero_points", scalar(arena, DataType.S32, -5));
            assertEquals(
                    runtime.names().stream().sorted().toList(),
                    convolution.runtimeArguments().keySet().stream().sorted().toList());
            Tensor src = Tensor.allocate(arena, convolution.src()).copyFrom(7, 13);
            Tensor weights = Tensor.allocate(arena, convolution.weights()).copyFrom(1, 2, 3, -4);
            Tensor bias =
                    Tensor.allocate(arena, MemoryDescriptor.of(DataType.F32, 2)).copyFrom(1, 2);
            Tensor dst = Tensor.allocate(arena, convolution.dst());

            convolution.execute(src, weights, bias, dst, runtime);

            // (4·1 + 10·2) · 0.5 + 1 = 13, / 2 − 5 = 1.5; (4·3 − 10·4) · 0.5 · 4 + 2 = −54, / 2 −
            // 5.
            assertArrayEquals(new float[] {2, -32}, dst.toArray());

            String missing =
                    Thrown.message(
                            NullPointerException.class,
                            () -> convolution.execute(src, weights, bias, dst));
            assertTrue(missing.startsWith("src_scales: expected f32 1"), missing);
            String unknown =
                    Thrown.message(
                            IllegalArgumentException.class,
                            () ->
                                    convolution.execute(
                                            src, weights, bias, dst, runtime.and("scales", bias)));
            assertTrue(unknown.startsWith("runtime arguments: expected [src_scales"), unknown);
        }
    }

    private static Tensor scalar(Arena arena, DataType type, float value) {
        return Tensor.allocate(arena, MemoryDescriptor.of(type, 1)).copyFrom(value);
    }

    /// What a person does who takes a layer to int8: the error stays within what 8 bits allow.
    @Test
    void anInt8LayerIsNearTheRealOne() {
        SplittableRandom random = new SplittableRandom(7);
        long[] image = {1, 16, 12, 12};
        long[] kernel = {24, 16, 3, 3};
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined();
                Convolution real =
                        Convolution.forward(engine)
                                .src(MemoryDescriptor.of(DataType.F32, image))
                                .weights(MemoryDescriptor.of(DataType.F32, kernel))
                                .dst(DataType.F32, FormatTag.NCHW)
                                .padding(1)
                                .build();
                Convolution int8 =
                        Convolution.forward(engine)
                                .src(MemoryDescriptor.of(DataType.U8, image))
                                .weights(DataType.S8, kernel)
                                .dst(DataType.F32, FormatTag.NCHW)
                                .padding(1)
                                .attributes(
                                        Attributes.none()
                                                .scales(QuantizedArgument.SRC, Granularity.COMMON)
                                                .zeroPoints(
                                                        QuantizedArgument.SRC, Granularity.COMMON)
                                                .scales(
                                                        QuantizedArgument.WEIGHTS,
                                                        Granularity.PER_CHANNEL))
                                .build()) {
            Tensor src = uniform(arena, random, -1, 3, image);
            Tensor weights = uniform(arena, random, -0.2, 0.2, kernel);
            Tensor expected = Tensor.allocate(arena, real.dst());
            real.execute(src, weights, expected);

            QuantizationRange range = QuantizationRange.asymmetric(DataType.U8, -1, 3);
            QuantizedWeights quantized = QuantizedWeights.of(weights, false, arena);
            Tensor dst = Tensor.allocate(arena, int8.dst());
            int8.execute(
                    range.quantize(src, arena),
                    int8.pack(quantized.values(), arena),
                    null,
                    dst,
                    RuntimeArguments.of("src_scales", range.scaleTensor(arena))
                            .and("src_zero_points", range.zeroPointTensor(arena))
                            .and("weights_scales", quantized.scales()));

            double error = 0;
            double power = 0;
            float[] wanted = expected.toArray();
            float[] got = dst.toArray();
            for (int i = 0; i < wanted.length; i++) {
                error += Math.pow(got[i] - wanted[i], 2);
                power += Math.pow(wanted[i], 2);
            }
            double decibels = 10 * Math.log10(power / error);
            assertTrue(decibels > 38, "signal to noise in dB: " + decibels);
        }
    }

    private static Tensor uniform(
            Arena arena, SplittableRandom random, double least, double most, long... dims) {
        MemoryDescriptor descriptor = MemoryDescriptor.of(DataType.F32, dims);
        float[] values = new float[(int) descriptor.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(least, most);
        }
        return Tensor.allocate(arena, descriptor).copyFrom(values);
    }

    @Test
    void weightsWithoutChannelsOrElements_areRefused() {
        try (Arena arena = Arena.ofConfined()) {
            Tensor vector = Tensor.allocate(arena, MemoryDescriptor.of(DataType.F32, 4));
            Tensor matrix = Tensor.allocate(arena, MemoryDescriptor.of(DataType.F32, 4, 3));
            Tensor empty = Tensor.allocate(arena, MemoryDescriptor.of(DataType.F32, 0, 3, 1));
            assertEquals(
                    "real: expected weights of at least 2 dimensions, {O, I, …}, got f32 4 a",
                    Thrown.message(
                            IllegalArgumentException.class,
                            () -> QuantizedWeights.of(vector, /* grouped= */ false, arena)));
            assertEquals(
                    "real: expected weights of at least 3 dimensions, {G, O, I, …}, got f32 4x3 ab",
                    Thrown.message(
                            IllegalArgumentException.class,
                            () -> QuantizedWeights.of(matrix, /* grouped= */ true, arena)));
            String message =
                    Thrown.message(
                            IllegalArgumentException.class,
                            () -> QuantizedWeights.of(empty, /* grouped= */ false, arena));
            assertTrue(message.startsWith("real: expected weights with elements, got f32 0x3x1"));
        }
    }
}
