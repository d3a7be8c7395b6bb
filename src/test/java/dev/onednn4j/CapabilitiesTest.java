package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

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
                if (probe.isSupported() && probe.direction() == Direction.FORWARD) {
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
        try (Deconvolution built =
                Deconvolution.forward(engine)
                        .src(probe.src(), 1, 32, 10, 10)
                        .weights(probe.weights(), 32, 32, 3, 3)
                        .dst(probe.dst())
                        .build()) {
            assertEquals(probe.implementation(), built.implementation());
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
