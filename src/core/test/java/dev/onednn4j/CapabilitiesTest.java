package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.lang.foreign.Arena;
import java.util.List;

class CapabilitiesTest {
    @Test
    void everyMachineRunsSinglePrecisionInAllDirections() {
        try (Engine engine = Engine.cpu()) {
            List<Capabilities.Probe> probes = Capabilities.probe(engine);
            for (Direction direction : Direction.values()) {
                assertTrue(
                        probes.stream()
                                .anyMatch(
                                        probe ->
                                                probe.direction() == direction
                                                        && probe.src() == DataType.F32
                                                        && probe.weights() == DataType.F32
                                                        && probe.dst() == DataType.F32
                                                        && probe.isSupported()),
                        direction::toString);
            }
            // oneDNN has no double precision convolution on CPUs.
            assertTrue(
                    probes.stream()
                            .filter(probe -> probe.src() == DataType.F64)
                            .noneMatch(Capabilities.Probe::isSupported));
            assertEquals(probes.size(), probes.stream().distinct().count());
        }
    }

    @Test
    void deconvolutionsAndBiasesAreProbedToo() {
        try (Engine engine = Engine.cpu()) {
            List<Capabilities.Probe> probes = Capabilities.probe(engine, Operation.DECONVOLUTION);
            for (Direction direction : Direction.values()) {
                assertTrue(
                        Capabilities.implementation(
                                        engine,
                                        Operation.DECONVOLUTION,
                                        direction,
                                        DataType.F32,
                                        DataType.F32,
                                        DataType.F32)
                                .isPresent(),
                        direction::toString);
                List<DataType> biases =
                        Capabilities.biasTypes(
                                engine,
                                Operation.CONVOLUTION,
                                direction,
                                DataType.F32,
                                DataType.F32,
                                DataType.F32);
                assertEquals(direction != Direction.BACKWARD_DATA, biases.contains(DataType.F32));
                assertFalse(biases.contains(DataType.F64));
            }
            for (Capabilities.Probe probe : probes) {
                if (probe.isSupported()) {
                    assertBuilds(engine, probe);
                }
            }
            assertTrue(
                    Capabilities.biasTypes(
                                    engine,
                                    Operation.CONVOLUTION,
                                    Direction.FORWARD,
                                    DataType.U8,
                                    DataType.S8,
                                    DataType.S8)
                            .contains(DataType.F32));
            assertEquals(
                    List.of(),
                    Capabilities.biasTypes(
                            engine,
                            Operation.DECONVOLUTION,
                            Direction.FORWARD,
                            DataType.F64,
                            DataType.F64,
                            DataType.F64));
        }
    }

    /// What a descriptor promises, a primitive keeps.
    private static void assertBuilds(Engine engine, Capabilities.Probe probe) {
        try (Primitive built =
                switch (probe.direction()) {
                    case FORWARD ->
                            Deconvolution.forward(engine)
                                    .src(probe.src(), 1, 32, 10, 10)
                                    .weights(probe.weights(), 32, 32, 3, 3)
                                    .dst(probe.dst())
                                    .build();
                    case BACKWARD_DATA ->
                            Deconvolution.backwardData(engine)
                                    .diffSrc(probe.src(), 1, 32, 10, 10)
                                    .weights(probe.weights(), 32, 32, 3, 3)
                                    .diffDst(probe.dst())
                                    .build();
                    case BACKWARD_WEIGHTS ->
                            Deconvolution.backwardWeights(engine)
                                    .src(probe.src(), 1, 32, 10, 10)
                                    .diffWeights(probe.weights(), 32, 32, 3, 3)
                                    .diffDst(probe.dst())
                                    .build();
                }) {
            assertEquals(probe.implementation(), built.implementation());
        }
    }

    /// By oneDNN's names of instruction sets.
    @ParameterizedTest
    @CsvSource({
        "sse41, false",
        "avx, false",
        "avx2, false",
        "avx512_core, false",
        "avx2_vnni, true",
        "avx2_vnni_2, true",
        "avx512_core_vnni, true",
        "avx512_core_bf16, true",
        "avx512_core_fp16, true",
        "avx512_core_amx, true",
        "avx512_core_amx_fp16, true",
        "avx10_1_512, true",
        "avx10_1_512_amx, true",
        "avx10_1_512_amx_fp16, true",
        "avx10_2, true",
        "avx10_2_512_amx_2, true",
        "default, true"
    })
    void int8_withVnniOrElsewhereThanOnX64_isExact(String isa, boolean exact) {
        assertEquals(exact, Capabilities.isInt8Exact(isa));
    }

    /// What the documentation of [Capabilities#isInt8Exact()] promises on each CPU.
    @ParameterizedTest
    @CsvSource({
        "u8, 255, 127, false",
        "s8, 127, 127, false",
        "s8, 127, 1, false",
        "u8, 255, 64, true",
        "u8, 255, -64, true",
        "u8, 127, -128, true",
        "s8, -128, 64, true",
        "s8, 127, -64, true"
    })
    void int8Sums_ofLargeNumbers_areExactOrSaidNotToBe(
            String type, int src, int weights, boolean always) {
        DataType read = DataType.of(type);
        try (Engine engine = Engine.cpu();
                Convolution convolution =
                        Convolution.forward(engine)
                                .src(read, 1, 16, 3, 3)
                                .weights(DataType.S8, 16, 16, 3, 3)
                                .dst(DataType.S32)
                                .build();
                Deconvolution deconvolution =
                        Deconvolution.forward(engine)
                                .src(read, 1, 16, 1, 1)
                                .weights(DataType.S8, 16, 16, 1, 1)
                                .dst(DataType.S32)
                                .build();
                InnerProduct inner =
                        InnerProduct.forward(engine)
                                .src(read, 2, 64)
                                .weights(DataType.S8, 16, 64)
                                .dst(DataType.S32)
                                .build();
                MatMul product =
                        MatMul.forward(engine)
                                .src(read, 4, 64)
                                .weights(DataType.S8, 64, 16)
                                .dst(DataType.S32)
                                .build()) {
            boolean exact = always || Capabilities.isInt8Exact();
            int each = src * weights;
            assertSum(16 * 9 * each, exact, sum(engine, convolution, src, weights));
            assertSum(16 * each, exact, sum(engine, deconvolution, src, weights));
            assertSum(64 * each, exact, sum(engine, inner, src, weights));
            assertSum(64 * each, exact, sum(engine, product, src, weights));
        }
    }

    private static void assertSum(double expected, boolean exact, double sum) {
        assertTrue(sum == expected || !exact, () -> sum + " for " + expected);
    }

    /// The first element of the result where all of src is one number, and all of weights another.
    private static double sum(Engine engine, WeightedPrimitive primitive, int src, int weights) {
        try (Arena arena = Arena.ofConfined()) {
            Tensor plain =
                    Tensor.allocate(
                            arena, MemoryDescriptor.of(DataType.S8, primitive.weights().dims()));
            plain.segment().fill((byte) weights);
            Tensor read = Tensor.allocate(arena, primitive.src());
            read.segment().fill((byte) src);
            Tensor dst = Tensor.allocate(arena, primitive.dst());
            primitive.execute(read, primitive.pack(plain, arena), dst);
            Tensor result =
                    Tensor.allocate(
                            arena, MemoryDescriptor.of(DataType.S32, dst.descriptor().dims()));
            Reorder.run(engine, dst, result);
            return result.toArray()[0];
        }
    }

    @Test
    void aProbeTellsTheImplementation() {
        try (Engine engine = Engine.cpu();
                Convolution built =
                        Convolution.forward(engine)
                                .src(DataType.F32, 1, 32, 10, 10)
                                .weights(DataType.F32, 32, 32, 3, 3)
                                .dst(DataType.F32)
                                .build()) {
            assertEquals(
                    built.implementation(),
                    Capabilities.implementation(
                                    engine,
                                    Direction.FORWARD,
                                    DataType.F32,
                                    DataType.F32,
                                    DataType.F32)
                            .orElseThrow());
            assertFalse(
                    Capabilities.implementation(
                                    engine,
                                    Direction.FORWARD,
                                    DataType.S32,
                                    DataType.S32,
                                    DataType.S32)
                            .isPresent());
        }
    }
}
