package dev.onednn4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.fuzz.command.FuzzMain;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The program behind `scripts/fuzz`.
class FuzzMainTest {
    @TempDir Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return FuzzMain.run(
                arguments,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @Test
    void help_tellsAllOptions() {
        assertEquals(0, run("--help"));
        String text = out.toString(StandardCharsets.UTF_8);
        for (String option : new String[] {"--seconds", "--seed", "--isa", "--only", "--output"}) {
            assertTrue(text.contains(option), option);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--seconds=-1, --seconds",
        "--seconds=soon, --seconds",
        "--isa=avx3, avx3",
        "--only=conf, conf",
        "--children=0, --children",
        "--calls=120, --calls",
        "--program=17:x, 17:x",
        "--what, --what",
        "--problem=nonsense, nonsense",
        "--corpus=nowhere.txt, nowhere.txt"
    })
    void argumentsThatMakeNoSense_endWith2AndNameTheCulprit(String argument, String culprit) {
        assertEquals(2, run(argument));
        String text = err.toString(StandardCharsets.UTF_8);
        assertTrue(text.startsWith("fuzz: ") && text.contains(culprit), text);
        assertEquals(1, text.lines().count());
    }

    @Test
    void problemThatIsRight_endsWith0() {
        assertEquals(
                0,
                run(
                        "--problem=--sum --dir=FWD_I --scales=1.0:2.0 --src0=f32:ab --src1=f32:ab"
                                + " --dst=f32:ab 2x3:2x3"));
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("nothing was found"));
    }

    @Test
    void hostileCalls_areCountedAndNotWrong() {
        int code =
                run(
                        "--seed=1",
                        "--calls=100",
                        "--seconds=2",
                        "--children=1",
                        "--output=" + directory.resolve("found"));
        String text = out.toString(StandardCharsets.UTF_8);
        assertEquals(0, code, text);
        assertTrue(text.contains("hostile calls: "), text);
        assertTrue(text.contains("nothing was found"), text);
    }

    @Test
    void fewProblems_areSummedUpByPrimitive() throws java.io.IOException {
        int code =
                run(
                        "--seed=1",
                        "--most=20",
                        "--only=sum",
                        "--children=1",
                        "--output=" + directory.resolve("found"));
        String text = out.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("fuzz: seed 1"), text);
        assertTrue(text.contains("primitive"), text);
        assertTrue(text.contains("sum"), text);
        assertEquals(code == 1, Files.exists(directory.resolve("found").resolve("findings.txt")));
    }
}
