package dev.onednn4j.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.Engine;
import dev.onednn4j.Execution;
import dev.onednn4j.bench.command.CommandReader;
import dev.onednn4j.bench.problem.ConvolutionCase;
import dev.onednn4j.bench.reference.Reference;
import dev.onednn4j.bench.reference.TensorElements;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

/// The second run of a check, with an input that is NaN.
class PlantedNanTest {
    private static final String NAN = "--plant-nan=true";

    private static ConvolutionCase only(String... arguments) {
        return CommandReader.read(List.of(arguments), Path.of("")).cases().getFirst();
    }

    /// A kernel of 3 meets one element of src at 3 × 3 places, for each channel of the result.
    @ParameterizedTest
    @CsvSource({
        "FWD_B, ic4ih6oc5oh4kh3ph0, 45",
        "BWD_D, ic4ih8oc5oh6kh3ph0, 36",
        "BWD_WB, ic4ih6oc5oh6kh1ph0, 5"
    })
    void nan_reachesWhatDependsOnIt_andStraysAreFound(String direction, String shape, long most) {
        ConvolutionCase benchCase =
                only("--mode=C", NAN, "--dir=" + direction, "--stag=abx", "--dtag=abx", shape);
        assertTrue(PlantedNan.isFor(benchCase));
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofShared();
                CasePrimitive primitive = CasePrimitive.maker(engine, benchCase).get()) {
            CaseTensors tensors = CaseTensors.allocate(primitive, benchCase, arena);
            new CorrectnessFilling(benchCase).fill(tensors);
            tensors.give(engine);
            try (Execution execution = tensors.bind(primitive)) {
                execution.run();
                CaseTensor result = tensors.result(benchCase.direction());
                result.take(engine);
                Reference reference = new Reference(benchCase.effectiveProblem());
                PlantedNan planted = PlantedNan.plant(benchCase, reference, tensors, engine);
                long unwritten = planted.compare(engine).wrong();
                assertTrue(unwritten > 0 && unwritten <= most, () -> unwritten + " depend on it");
                execution.run();
                assertEquals(0, planted.compare(engine).wrong());
                TensorElements elements = result.elements();
                long clean =
                        LongStream.range(0, elements.count())
                                .filter(i -> !Double.isNaN(elements.get(i)))
                                .findFirst()
                                .orElseThrow();
                elements.set(clean, Double.NaN);
                result.give(engine);
                assertEquals(1, planted.compare(engine).wrong());
            }
        }
    }

    @Test
    void nan_isNotPlantedWhereItCannotBeFollowed() {
        String shape = "ic4ih6oc4oh6kh3ph1";
        assertFalse(PlantedNan.isFor(only("--mode=C", shape)));
        assertFalse(
                PlantedNan.isFor(only("--mode=C", NAN, "--dt=u8:s8:s32", "--dir=FWD_I", shape)));
        assertFalse(PlantedNan.isFor(only("--mode=C", NAN, "--attr-post-ops=relu", shape)));
        assertFalse(PlantedNan.isFor(only("--mode=C", NAN, "--alg=WINO", shape)));
    }

    @Test
    void reproducer_ofACaseWithNan_saysSo() {
        assertTrue(only("--mode=C", NAN, "ic4ih6oc4oh6kh3ph1").reproducer().contains(NAN));
    }
}
