package dev.onednn4j.bench.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.bench.report.OutputDirectory;
import dev.onednn4j.pages.terminal.Terminal;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// The whole program on real convolutions.
class MainTest {
    private static final Pattern PERF_LINE =
            Pattern.compile(
                    "perf,cpu,[^,]+,(\"[^\"]*\")?,--mode=P .*--conv [^,]*(,[0-9][0-9.e+-]*){6}");

    @TempDir private static Path output;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void keepResultsApart() {
        System.setProperty(OutputDirectory.PROPERTY, output.toString());
    }

    @AfterAll
    static void keepResultsWhereTheyBelong() {
        System.clearProperty(OutputDirectory.PROPERTY);
    }

    private int run(Terminal terminal, String... arguments) {
        return new Main(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        terminal)
                .run(Arrays.asList(arguments), Path.of(""));
    }

    private int run(String... arguments) {
        return run(Terminal.NONE, arguments);
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void withoutArgumentsItTimesResNet50() {
        assertEquals(0, run("--fix-times-per-prb=1"));
        assertEquals(2 + 20 + 2, lines().size(), errors());
        for (String line : lines().subList(2, 22)) {
            assertTrue(PERF_LINE.matcher(line).matches(), line);
            assertTrue(line.contains(" --dir=FWD_I mb1ic"), line);
        }
        assertTrue(lines().get(22).endsWith("failed:0"), lines().get(22));
    }

    @Test
    void groupsRanksStridesDilationAndUnevenPaddingComeOutRight() {
        assertEquals(
                0,
                run(
                        "--fix-times-per-prb=1",
                        "--dir=FWD_B,FWD_D,FWD_I",
                        "--stag=any,axb,abx",
                        "--dt=f32,u8:s8:u8,s8:s8:f32",
                        "g2mb1ic16ih12iw9oc8oh6ow5kh3kw3sh2sw2ph1pw1",
                        "g8mb2ic8ih9oc8kh3ph1dh1",
                        "mb1ic5iw31oc7kw4sw3pw2",
                        "g1mb1ic3id7oc6kd3pd1"),
                () -> String.join("\n", lines()));
        assertTrue(lines().getLast().startsWith("total perf: "));
        assertTrue(
                lines().get(lines().size() - 2).startsWith("tests:108 passed:108 "),
                lines().get(lines().size() - 2));
    }

    @Test
    void aTerminalGetsATable() {
        assertEquals(
                0, run(new Terminal(true, false), "--max-ms-per-prb=10", "ic8ih8oc8kh3n\"a\""));
        assertTrue(lines().get(0).startsWith("oneDNN 3."), lines().get(0));
        assertTrue(lines().get(1).startsWith("problem  implementation"), lines().get(1));
        boolean roofed = lines().get(1).endsWith("  % of roof");
        assertEquals(!roofed, errors().contains("no roof to compare with"), errors());
        assertTrue(lines().get(2).startsWith("a  "), lines().get(2));
        assertTrue(lines().get(3).startsWith("total: "), lines().get(3));
    }

    @Test
    void whatOneDnnDoesNotHaveIsSkippedAndTheRestRuns() {
        assertEquals(
                0,
                run("--fix-times-per-prb=1", "--alg=WINO,DIRECT", "--dir=FWD_D", "ic8ih8oc8kh1"));
        assertTrue(lines().get(0).startsWith("0:SKIPPED ("), lines().get(0));
        assertTrue(lines().get(0).contains(") __REPRO: --mode=P "), lines().get(0));
        assertTrue(PERF_LINE.matcher(lines().get(3)).matches(), lines().get(3));
    }

    /// Forward and backward, in one, two and three dimensions, grouped and not, in types that every
    /// CPU has, each element against the reference.
    @Test
    void correctnessModeChecksEveryElement() {
        assertEquals(
                0,
                run(
                        "--mode=C",
                        "--dir=FWD_B,FWD_I,BWD_D,BWD_WB",
                        "--stag=any,axb",
                        "mb2ic17ih9oc20kh3ph1",
                        "g4mb2ic8iw20oc12kw5sw2pw3",
                        "g16mb1ic16ih8oc16kh3ph1",
                        "mb1ic8id5oc9kd3pd1dd1",
                        "--dir=FWD_B",
                        "--dt=u8:s8:u8,u8:s8:s8,s8:s8:f32,u8:s8:s32",
                        "mb2ic32ih9oc20kh3ph1"),
                () -> out + errors());
        assertEquals(2 * 4 * 4 + 2 * 4 + 2, lines().size());
        assertTrue(lines().getFirst().startsWith("0:PASSED __REPRO: --mode=C --conv "));
        String counts = lines().get(lines().size() - 2);
        assertTrue(counts.startsWith("tests:40 passed:40 skipped:0 mistrusted:0"), counts);
    }

    @Test
    void typesThatNoCpuConvolvesAreSkipped() {
        assertEquals(0, run("--mode=C", "--dt=f64", "mb1ic4ih5oc4kh3"));
        assertTrue(
                lines().getFirst()
                        .startsWith(
                                "0:SKIPPED (data type f64 not supported on this CPU) __REPRO:"
                                        + " --mode=C"));
    }

    @Test
    void everyDirectionIsTimed() {
        assertEquals(
                0,
                run(
                        "--fix-times-per-prb=1",
                        "--dir=FWD_B,BWD_D,BWD_W,BWD_WB",
                        "ic8ih8oc16kh3ph1sh2",
                        "--deconv",
                        "ic8ih8oc16kh3ph1sh2"),
                () -> String.join("\n", lines()));
        assertTrue(lines().get(8).contains(",--mode=P --fix-times-per-prb=1 --deconv --dir=BWD_W"));
        assertTrue(lines().get(10).startsWith("tests:8 passed:8 "), lines().get(10));
    }

    @Test
    void whatDoesNotFitMemoryIsSkipped() {
        assertEquals(0, run("ic1000000ih100000oc1kh1"));
        assertTrue(lines().get(0).startsWith("0:SKIPPED (not enough memory) __REPRO: "));
    }

    @Test
    void badInputExitsWithTwo() {
        assertEquals(2, run("--nonsense"));
        assertEquals("bench: unknown option '--nonsense'\n", errors());
        assertEquals(List.of(), lines());
    }

    @Test
    void aBadDescriptorExitsWithTwoAfterTheOthers() {
        assertEquals(2, run("--fix-times-per-prb=1", "ic8zz", "ic8ih8oc8kh1"));
        assertTrue(errors().startsWith("bench: no descriptor key begins at 'zz', in 'ic8zz'\n"));
        assertEquals(
                "tests:2 passed:1 skipped:0 mistrusted:0 unimplemented:0 invalid_arguments:1"
                        + " failed:0",
                lines().get(3));
    }

    @Test
    void helpTellsEveryKnobAndFitsALine() {
        assertEquals(0, run("--help"));
        for (Knob knob : Knob.values()) {
            assertTrue(
                    lines().stream().anyMatch(line -> line.contains(knob.option() + "=")),
                    knob.option());
        }
        lines().forEach(line -> assertTrue(line.length() <= 100, line));
    }
}
