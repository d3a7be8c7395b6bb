package dev.onednn4j.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;

import dev.onednn4j.bench.command.CommandReader;
import dev.onednn4j.bench.command.SessionPlan;
import dev.onednn4j.bench.problem.BadInput;
import dev.onednn4j.bench.problem.ConvolutionCase;
import dev.onednn4j.bench.report.CaseResult;
import dev.onednn4j.bench.report.MachineFacts;
import dev.onednn4j.bench.report.Outcome;
import dev.onednn4j.bench.report.OutputDirectory;
import dev.onednn4j.bench.report.PhaseClock;
import dev.onednn4j.bench.report.Report;
import dev.onednn4j.bench.report.Results;
import dev.onednn4j.testing.ChildJvm;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class SweepTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<Results> files = new ArrayList<>();

    private int run(Class<?> main, String... arguments) {
        return Sweep.find(List.of(arguments))
                .orElseThrow()
                .run(
                        main.getName(),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        files::add);
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void takesItsOwnArgumentsAndLeavesTheOthers() {
        Sweep sweep =
                Sweep.find(List.of("--mb=2", "--isa=AVX2,all", "ic8", "--threads=2,1"))
                        .orElseThrow();
        assertEquals(List.of("--mb=2", "ic8"), sweep.remaining());
        assertEquals(
                List.of(
                        "threads=2 isa=avx2",
                        "threads=2 isa=all",
                        "threads=1 isa=avx2",
                        "threads=1 isa=all"),
                sweep.settings().stream().map(SweepSetting::label).toList());
        assertTrue(Sweep.find(List.of("--mb=2", "ic8")).isEmpty());
    }

    @Test
    void badValuesAreNamed() {
        for (String wrong : List.of("0", "1025", "two", "", "1,,2", "99999999999")) {
            String message =
                    assertThrows(BadInput.class, () -> Sweep.find(List.of("--threads=" + wrong)))
                            .getMessage();
            assertTrue(message.startsWith("--threads"), message);
        }
        assertEquals(
                "--threads: '1025' is no number of threads, 1 to 1024",
                assertThrows(BadInput.class, () -> Sweep.find(List.of("--threads=1,1025")))
                        .getMessage());
        String message =
                assertThrows(BadInput.class, () -> Sweep.find(List.of("--isa=avx2,avx512")))
                        .getMessage();
        assertTrue(message.startsWith("--isa: 'avx512' is no instruction set"), message);
    }

    @Test
    void whatASweepCannotTabulateIsRefused() {
        for (String other : List.of("--mode=C", "--twin", "--compare=old.json")) {
            assertEquals(
                    "--threads and --isa do not go with '" + other + "'",
                    assertThrows(BadInput.class, () -> Sweep.find(List.of(other, "--threads=1")))
                            .getMessage());
        }
    }

    @Test
    void theTableComparesWithTheFirstSetting() {
        assertEquals(3, run(FakeBench.class, "--threads=1,4", "--isa=avx2,sse41", "a b", "@\"\\"));
        assertEquals(
                List.of(
                        "threads=1 isa=sse41: not to be had here, avx2 was used",
                        "threads=4 isa=sse41: not to be had here, avx2 was used",
                        "problem  threads=1 isa=avx2 ms  threads=1 isa=sse41 (avx2) ms  speed-up"
                                + "  threads=4 isa=avx2 ms  speed-up"
                                + "  threads=4 isa=sse41 (avx2) ms  speed-up",
                        "a b                      8.000                          8.000      1.00"
                                + "                  2.000      4.00"
                                + "                          2.000      4.00",
                        "@\"\\                      8.000                          8.000      1.00"
                                + "                  2.000      4.00"
                                + "                          2.000      4.00",
                        "sweep: threads=1 isa=avx2 geomean 1.000 over 2 problems",
                        "sweep: threads=1 isa=sse41 (avx2) geomean 1.000 over 2 problems",
                        "sweep: threads=4 isa=avx2 geomean 4.000 over 2 problems",
                        "sweep: threads=4 isa=sse41 (avx2) geomean 4.000 over 2 problems"),
                lines());
        assertEquals(
                List.of(
                        "sweep 1/4: threads=1 isa=avx2",
                        "sweep 2/4: threads=1 isa=sse41",
                        "sweep 3/4: threads=4 isa=avx2",
                        "sweep 4/4: threads=4 isa=sse41"),
                err.toString(StandardCharsets.UTF_8).lines().toList());
        assertEquals(1, files.size());
        assertEquals(
                List.of(1, 1, 1, 1, 4, 4, 4, 4),
                files.getFirst().problems().stream().map(CaseResult::threads).toList());
    }

    @Test
    void aRefusedCommandLineIsNotTriedAgain() {
        assertEquals(2, run(RefusingBench.class, "--threads=1,2"));
        assertEquals(1, err.toString(StandardCharsets.UTF_8).lines().count());
        assertTrue(files.isEmpty());
        assertEquals(List.of(), lines());
    }

    @Test
    void endedEarlyItEndsTheChildAndPrintsWhatIsThere() {
        ChildJvm.Result result = ChildJvm.with().run(EndedSweep.class);
        String output = result.output();
        assertTrue(output.contains("sweep: threads=1 geomean 1.000 over 1 problems"), output);
        assertTrue(output.contains("files 1"), output);
        assertFalse(output.contains("sweep 2/2"), output);
        assertFalse(output.contains("the child lives"), output);
    }

    @Test
    void aRealProblemRunsWithTheThreadsAskedFor() {
        assertEquals(
                0,
                run(
                        SmallBench.class,
                        "--threads=1,2",
                        "--fix-times-per-prb=3",
                        "ic8ih8oc8kh3n\"a\""),
                err.toString(StandardCharsets.UTF_8));
        assertEquals(4, lines().size(), () -> String.join("\n", lines()));
        assertTrue(lines().get(0).matches("problem +threads=1 ms +threads=2 ms +speed-up"));
        assertTrue(lines().get(1).matches("a +[0-9.]+ +[0-9.]+ +[0-9.]+"), lines().get(1));
        assertEquals(
                List.of(1, 2),
                files.getFirst().problems().stream().map(CaseResult::threads).toList());
    }

    private static void leave(Results results) throws IOException {
        Files.writeString(
                Path.of(System.getProperty(OutputDirectory.PROPERTY), SweepChild.RESULTS),
                new Gson().toJson(results));
    }

    /// Eight milliseconds for each argument, by one thread, on a machine with AVX2 and no other.
    private static Results fake(String... problems) {
        int threads = Integer.parseInt(System.getenv("OMP_NUM_THREADS"));
        MachineFacts machine =
                new MachineFacts("cpu", 8, "avx2", "3.13.0", "JVM", "system", threads, null, null);
        double took = 8.0 / threads;
        CaseResult.Time time = new CaseResult.Time(1, took, took, took, took, took, took);
        List<CaseResult> results = new ArrayList<>();
        for (String problem : problems) {
            results.add(
                    new CaseResult(
                            problem, problem, "", 1, threads, "avx2", "PASSED", "", "fake", 1, 1,
                            null, time, null, null));
        }
        return new Results("now", "fake", true, machine, null, results);
    }

    /// Fails where it is asked for SSE4.1.
    static final class FakeBench {
        private FakeBench() {}

        public static void main(String[] arguments) throws IOException {
            System.out.println("not to be seen");
            leave(fake(arguments));
            System.exit(System.getenv("ONEDNN_MAX_CPU_ISA").equals("sse41") ? 3 : 0);
        }
    }

    /// Cannot make sense of anything.
    static final class RefusingBench {
        private RefusingBench() {}

        public static void main(String[] arguments) {
            System.exit(2);
        }
    }

    /// Asks the process that started it to end, and does not end by itself.
    static final class LingeringBench {
        private LingeringBench() {}

        public static void main(String[] arguments) throws Exception {
            leave(fake(arguments));
            ProcessHandle.current().parent().orElseThrow().destroy();
            Thread.sleep(60_000);
            System.err.println("the child lives");
        }
    }

    /// A sweep that is asked to end while its first child runs.
    static final class EndedSweep {
        private EndedSweep() {}

        public static void main(String[] arguments) {
            Sweep.find(List.of("--threads=1,2", "a"))
                    .orElseThrow()
                    .run(
                            LingeringBench.class.getName(),
                            System.out,
                            System.err,
                            results -> System.out.println("files " + results.problems().size()));
        }
    }

    /// Times problems as the harness does.
    static final class SmallBench {
        private SmallBench() {}

        public static void main(String[] arguments) throws IOException {
            MachineFacts machine = MachineFacts.detect();
            List<CaseResult> results = new ArrayList<>();
            Report report =
                    new Report() {
                        @Override
                        public void begin(int index, ConvolutionCase benchCase) {}

                        @Override
                        public void end(int index, Outcome outcome) {
                            results.add(CaseResult.of(outcome, machine, null));
                        }

                        @Override
                        public void finish(boolean interrupted) {}
                    };
            SessionPlan script = CommandReader.read(List.of(arguments), Path.of(""));
            boolean allRight =
                    new Session(script.cases(), false, report, new PhaseClock(), null).run();
            leave(new Results("now", "", true, machine, null, results));
            System.exit(allRight ? 0 : 1);
        }
    }
}
