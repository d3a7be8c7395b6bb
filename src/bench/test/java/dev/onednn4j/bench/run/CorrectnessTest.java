package dev.onednn4j.bench.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.DataType;
import dev.onednn4j.Engine;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Tensor;
import dev.onednn4j.bench.command.CommandReader;
import dev.onednn4j.bench.command.Main;
import dev.onednn4j.bench.problem.BenchdnnProblem;
import dev.onednn4j.bench.problem.ConvolutionCase;
import dev.onednn4j.bench.problem.Driver;
import dev.onednn4j.bench.reference.Comparison;
import dev.onednn4j.bench.reference.ExpectedResult;
import dev.onednn4j.bench.reference.RandomProblem;
import dev.onednn4j.bench.reference.TensorElements;
import dev.onednn4j.bench.report.CaseStatus;
import dev.onednn4j.bench.report.Outcome;
import dev.onednn4j.bench.report.PhaseClock;
import dev.onednn4j.pages.terminal.Terminal;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Correctness mode on real convolutions.
class CorrectnessTest {
    private static final int PROBLEMS = 12;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(List<String> arguments) {
        return new Main(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Terminal.NONE)
                .run(arguments, Path.of(""));
    }

    private int run(String... arguments) {
        return run(Arrays.asList(arguments));
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private String counts() {
        return lines().get(lines().size() - 2);
    }

    private static ConvolutionCase only(String... arguments) {
        return CommandReader.read(Arrays.asList(arguments), Path.of("")).cases().getFirst();
    }

    @Test
    void randomProblemsPassInEveryDirection() {
        Random random = new Random(3);
        List<String> arguments = new ArrayList<>(List.of("--mode=C"));
        for (String driver : List.of("--conv", "--deconv")) {
            arguments.add(driver);
            for (int i = 0; i < PROBLEMS; i++) {
                String descriptor = RandomProblem.descriptor(random);
                arguments.add("--dt=f32,bf16");
                arguments.add("--dir=FWD_B,FWD_D,FWD_I,BWD_D,BWD_W,BWD_WB");
                arguments.add("--stag=any,axb");
                arguments.add(descriptor);
                arguments.add("--dt=u8:s8:u8,u8:s8:s32,s8:s8:f32,s8:s8:s8");
                arguments.add("--dir=FWD_B,FWD_I");
                arguments.add("--stag=");
                arguments.add(descriptor);
            }
        }
        assertEquals(0, run(arguments), () -> String.join("\n", lines()));
        assertTrue(counts().startsWith("tests:768 passed:"), counts());
        assertTrue(
                counts().endsWith("mistrusted:0 unimplemented:0 invalid_arguments:0 failed:0"),
                counts());
    }

    @Test
    void linesAreBenchdnns() {
        assertEquals(0, run("--mode=C", "--dir=BWD_D", "--deconv", "ic8ih5oc16kh3"));
        assertEquals(
                "0:PASSED __REPRO: --mode=C --deconv --dir=BWD_D ic8ih5oc16oh7kh3ph0",
                lines().getFirst());
        assertEquals(
                "tests:1 passed:1 skipped:0 mistrusted:0 unimplemented:0 invalid_arguments:0"
                        + " failed:0",
                counts());
        assertTrue(lines().getLast().startsWith("total: "), lines().getLast());
    }

    /// Chains, scales and zero points on every path that a CPU has: generated code, GEMM,
    /// reference.
    @Test
    void attributesPassInAnyCombination() {
        List<String> arguments = new ArrayList<>(List.of("--mode=C", "--mb=2"));
        for (String driver : List.of("--conv", "--deconv")) {
            arguments.add(driver);
            arguments.add("--dir=FWD_B,FWD_I");
            arguments.add("--dt=u8:s8:u8,s8:s8:f32,s8:s8:s8,u8:s8:s32");
            arguments.add(
                    "--attr-scales=,src:common:0.25+wei:per_oc,wei:common:0.5+dst:common:2.25");
            arguments.add("--attr-zero-points=,src:common:2+dst:common:1,src:per_dim_1");
            arguments.add(
                    "--attr-post-ops=,sum:0.5+relu:0.5,tanh+linear:64:3,prelu:per_oc+add:f32:per_oc"
                            + "+mul:s8:per_tensor:axb+clip:-30:70");
            arguments.add("ic20ih7oc24kh3ph1");
            arguments.add("g4ic8iw11oc12kw4sw2pw1");
            arguments.add("--reset");
            arguments.add("--dir=FWD_B");
            arguments.add(
                    "--attr-post-ops=gelu_erf+sum:-0.25,elu:0.5+max:f32:per_dim_01+select:f32.per_oc"
                        + ",round+div:u8+ge:s32:common+swish:0.5");
            arguments.add("ic20ih7oc24kh3ph1");
            arguments.add("g8ic8id5oc8kd3");
            arguments.add("--reset");
        }
        arguments.add("--conv");
        arguments.add("--attr-post-ops=relu+dw:k3s1p1,dw:k3s2p1+tanh+add:f32:per_oc,dw:k5s1p2");
        arguments.add("ic16ih9oc32kh1");
        assertEquals(0, run(arguments), () -> String.join("\n", lines()));
        assertTrue(counts().contains(" skipped:0 "), counts());
    }

    @Test
    void failFastStopsAtTheFirstFailure() {
        assertEquals(
                1,
                run(
                        "--mode=C",
                        "--fail-fast",
                        "--check-ref-impl=true",
                        "--impl=ref",
                        "ic8ih5oc16kh1",
                        "ic8ih5oc16kh1"));
        assertTrue(
                lines().getFirst()
                        .startsWith("0:FAILED (runs on the reference implementation ref:any)"),
                lines().getFirst());
        assertTrue(counts().startsWith("tests:1 "), counts());
        assertEquals(2, run("--fail-fast", "ic8zz", "ic8ih5oc16kh1"));
        assertTrue(counts().startsWith("tests:1 "), counts());
    }

    /// The primitive is that of another problem with tensors of the same sizes.
    @Test
    void aWrongResultFails() {
        for (String direction : List.of("FWD_B", "BWD_D", "BWD_WB")) {
            ConvolutionCase benchCase =
                    only("--mode=C", "--dir=" + direction, "ic4ih6oc4oh6kh3ph1");
            ConvolutionCase other = only("--mode=C", "--dir=" + direction, "ic4ih6oc4oh6kh3ph2");
            try (Engine engine = Engine.cpu();
                    CasePrimitive primitive = CasePrimitive.maker(engine, other).get()) {
                Outcome outcome =
                        new CorrectnessRun(engine, new PhaseClock(), benchCase).check(primitive);
                assertEquals(CaseStatus.FAILED, outcome.status());
                assertTrue(outcome.reason().contains(" elements are wrong, by "), outcome::reason);
                assertEquals(5, outcome.evidence().size());
                assertTrue(
                        outcome.evidence().getFirst().contains("[0,0,0,0]: expected "),
                        outcome.evidence().getFirst());
            }
        }
    }

    @Test
    void oneWrongElementOfManyIsFound() {
        try (Arena arena = Arena.ofConfined()) {
            TensorElements got =
                    new TensorElements(
                            Tensor.allocate(arena, MemoryDescriptor.of(DataType.BF16, 2, 10)));
            double[] values = new double[20];
            Arrays.fill(values, 257);
            ExpectedResult expected = ExpectedResult.exactly(values);
            for (int i = 0; i < values.length; i++) {
                got.set(i, 257);
            }
            long[] dims = {2, 10};
            assertEquals(0, Comparison.of("dst", expected, got, dims).wrong());
            got.set(13, 258);
            Comparison wrong = Comparison.of("dst", expected, got, dims);
            assertEquals(List.of("dst[1,3]: expected 256.0, got 258.0"), wrong.evidence());
            got.set(13, Double.NaN);
            assertEquals(1, Comparison.of("dst", expected, got, dims).wrong());
        }
    }

    @Test
    void aResultThatIsMostlyZeroIsMistrusted() {
        Comparison comparison = new Comparison(20, 0, 15, List.of());
        assertTrue(comparison.hasMoreZeros(0.7));
        assertEquals(false, comparison.hasMoreZeros(0.8));
        assertEquals(0, run("--mode=C", "--dir=BWD_D", "ic8ih9oc16kh1sh3"));
        assertTrue(lines().getFirst().startsWith("0:PASSED "), lines().getFirst());
    }

    @Test
    void longSumsStayExact() {
        double terms = 1e6;
        IntegerFilling filling = IntegerFilling.of(terms, DataType.F32, DataType.F32);
        assertTrue(filling.density() * terms * 16.5 * 16.5 <= 0x1p23);
        assertEquals(1, IntegerFilling.of(64, DataType.F32, DataType.F32).density());
    }

    @Test
    void deconvolutionsDeriveWhatIsLeftOut() {
        BenchdnnProblem grown =
                BenchdnnProblem.parse("ic4ih5oc4kh3sh2ph1dh1", Driver.DECONVOLUTION);
        assertArrayEquals(new long[] {2, 4, 11, 11}, grown.dstDims());
        assertArrayEquals(new long[] {1, 1}, grown.paddingRight());
        BenchdnnProblem padded = BenchdnnProblem.parse("ic4ih5oc4oh10kh3sh2", Driver.DECONVOLUTION);
        assertEquals("ic4ih5oc4oh10kh3sh2ph0", padded.toString());
        assertArrayEquals(new long[] {1, 1}, padded.paddingRight());
    }
}
