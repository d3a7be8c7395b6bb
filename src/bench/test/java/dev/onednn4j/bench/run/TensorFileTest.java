package dev.onednn4j.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.Engine;
import dev.onednn4j.bench.command.CommandReader;
import dev.onednn4j.bench.problem.ConvolutionCase;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;

class TensorFileTest {
    private static final List<String> SMALL = List.of("--dir=FWD_I", "mb1ic3ih5oc2kh3ph1");

    @Test
    void tellsTheDifference() throws IOException {
        ConvolutionCase benchCase = CommandReader.read(SMALL, Path.of("")).cases().getFirst();
        try (Engine engine = Engine.cpu();
                CasePrimitive primitive = CasePrimitive.maker(engine, benchCase).get();
                Arena arena = Arena.ofConfined()) {
            CaseTensors tensors = CaseTensors.allocate(primitive, benchCase, arena);
            tensors.weights().elements().set(0, 1);
            tensors.give(engine);
            try (TensorFile file = new TensorFile(tensors)) {
                file.write();
                assertTrue(file.firstDifference().isEmpty());
                tensors.weights().elements().set(0, 2);
                tensors.give(engine);
                assertEquals("weights", file.firstDifference().orElse(""));
            }
        }
    }
}
