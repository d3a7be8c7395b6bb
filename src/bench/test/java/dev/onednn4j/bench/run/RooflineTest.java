package dev.onednn4j.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.bench.report.Roofline;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;

class RooflineTest {
    @Test
    void measuresWithOneThreadAndWithMany() {
        Roofline roofline = RooflineProgram.measure(BuiltPrograms.with("roofline"), 2);
        assertEquals(
                List.of(1, 2),
                roofline.runs().stream().map(Roofline.RooflineRun::threads).toList());
        for (Roofline.RooflineRun run : roofline.runs()) {
            assertTrue(run.gops().f32() > 0, roofline.toString());
            assertMeasuredWith(roofline.isa().bf16(), run.gops().bf16());
            assertMeasuredWith(roofline.isa().int8(), run.gops().int8());
            assertTrue(run.gigabytesPerSecond().read() > 0, roofline.toString());
            assertTrue(run.gigabytesPerSecond().triad() > 0, roofline.toString());
        }
        assertFalse(roofline.isa().f32().isEmpty());
        assertFalse(roofline.compiler().isEmpty());
        assertTrue(roofline.gigahertz() > 0, roofline.toString());
        assertTrue(roofline.bufferBytes() > 0, roofline.toString());
        assertTrue(roofline.lastLevelCacheBytes() > 0, roofline.toString());
        assertTrue(roofline.rateRepetitions() > 1 && roofline.memoryRepetitions() > 1);
    }

    private static void assertMeasuredWith(@Nullable String isa, @Nullable Double rate) {
        if (isa == null) {
            assertNull(rate);
        } else {
            assertTrue(rate != null && rate > 0, isa + ": " + rate);
        }
    }

    @Test
    void refusesArgumentsThatMakeNoSense() throws IOException {
        String program = BuiltPrograms.with("roofline").find("roofline").toString();
        for (String wrong : List.of("--threads=0", "--threads=", "--threads=2x", "--help")) {
            Subprocess process = Subprocess.run(List.of(program, wrong));
            assertEquals(2, process.exitCode(), wrong);
            assertEquals("", process.output(), wrong);
            assertEquals(
                    "roofline: '" + wrong + "': expected --threads=N, N from 1 to 4096\n",
                    process.errors());
        }
    }

    @Test
    void aRateWithoutInstructionsIsNull() {
        Roofline roofline =
                RooflineProgram.parse(
                        """
                        {"compiler": "gcc", "gigahertz": 3.0, "lastLevelCacheBytes": 1024,
                         "bufferBytes": 65536, "rateRepetitions": 5, "memoryRepetitions": 5,
                         "isa": {"f32": "sse2", "bf16": null, "int8": null}, "runs": [
                          {"threads": 1, "gops": {"f32": 9.5, "bf16": null, "int8": null},
                           "gigabytesPerSecond": {"read": 8, "triad": 7}}]}
                        """);
        assertEquals(9.5, roofline.single().gops().f32());
        assertNull(roofline.all().gops().bf16());
        assertNull(roofline.isa().int8());
        assertThrows(NativeFailure.class, () -> RooflineProgram.parse("{}"));
        assertThrows(NativeFailure.class, () -> RooflineProgram.parse("roofline"));
        assertThrows(NativeFailure.class, () -> RooflineProgram.parse(""));
    }
}
