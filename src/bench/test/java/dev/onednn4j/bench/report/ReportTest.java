package dev.onednn4j.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.bench.command.CommandReader;
import dev.onednn4j.bench.problem.ConvolutionCase;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

class ReportTest {
    private static final double MILLISECOND = 1e6;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private static ConvolutionCase only(String... arguments) {
        return CommandReader.read(List.of(arguments), Path.of("")).cases().getFirst();
    }

    private static Outcome outcome(ConvolutionCase benchCase, double minimum) {
        Timing execution =
                new Timing(
                        5,
                        minimum * MILLISECOND,
                        2 * minimum * MILLISECOND,
                        4 * minimum * MILLISECOND,
                        1.2 * minimum * MILLISECOND,
                        1.5 * minimum * MILLISECOND,
                        2.5 * minimum * MILLISECOND);
        Timing creation = new Timing(2, 250_000, 625_000, 1_000_000, 250_000, 625_000, 1_000_000);
        return Outcome.passed(
                benchCase,
                new Measurement(
                        3,
                        "jit:avx2",
                        creation,
                        execution,
                        benchCase.effectiveProblem().operations(),
                        1000,
                        500,
                        null,
                        ""));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private String line(String template, String... arguments) {
        ConvolutionCase benchCase = only(arguments);
        Outcome outcome = outcome(benchCase, 0.5);
        Measurement measurement = outcome.measurement();
        return measurement == null
                ? ""
                : PerformanceTemplate.of(template).render(benchCase, measurement);
    }

    @Test
    void defaultTemplateIsBenchdnns() {
        assertEquals(
                "perf,cpu,jit:avx2,\"n*2\",--mode=P --conv --dir=FWD_I"
                        + " ic8ih4oc8oh4kh1ph0n\"n*2\",4.096e-06,1,0.5,0.008192,1,0.004096",
                line("def", "--dir=FWD_I", "ic8ih4oc8kh1n\"n*2\""));
        assertEquals(
                "perf,engine,impl,name,prb,Gops,max_ctime,min_time,min_Gflops,avg_time,avg_Gflops",
                PerformanceTemplate.of("def").header());
    }

    @Test
    void csvTemplateIsBenchdnns() {
        assertEquals(
                "perf,cpu,jit:avx2,,FWD_B,u8:s8:f32,acdb,any,any,direct,,"
                        + "ic8ih4oc8oh4kh1ph0,4.096e-06,1,0.5,0.008192,1,0.004096",
                line("csv", "--stag=axb", "--dt=u8:s8:f32", "ic8ih4oc8kh1"));
    }

    @Test
    void fieldsTakeModifiers() {
        assertEquals(
                "[0.5|0.5|1|2] [8.192e+06|4096|2.048] [1|0.25] [1500|1|0.5] [0.003] conv 3 0",
                line(
                        "[%time%|%-time%|%0time%|%+time%] [%flops%|%0Kflops%|%+Mflops%]"
                                + " [%ctime%|%-ctime%] [%iobytes%|%Kibytes%|%Kobytes%]"
                                + " [%-Gbw%] %driver% %idx% %mb%",
                        "ic8ih4oc8kh1"));
        assertEquals(
                "[time|max_time] min_Gbw x",
                PerformanceTemplate.of("[%time%|%+time%] %-Gbw% x").header());
    }

    @Test
    void linesComeAsBenchdnnPrintsThem() {
        ConvolutionCase benchCase = only("--perf-template=%name%:%-time%", "ic8ih4oc8kh1na");
        Report report =
                new LineReport(
                        stream(out),
                        stream(err),
                        new SessionProgress(stream(err), false, List.of(benchCase)),
                        new PhaseClock(),
                        0);
        report.begin(0, benchCase);
        report.end(0, Outcome.without(benchCase, CaseStatus.SKIPPED, "because"));
        report.end(1, outcome(benchCase, 0.5));
        report.end(2, outcome(benchCase, 0.25));
        report.end(3, Outcome.without(benchCase, CaseStatus.UNIMPLEMENTED, ""));
        report.end(4, Outcome.without(benchCase, CaseStatus.FAILED, "wrong"));
        report.finish(false);
        report.end(5, outcome(benchCase, 1));
        report.finish(true);
        assertEquals(
                List.of(
                        "0:SKIPPED (because) __REPRO: --mode=P --conv ic8ih4oc8oh4kh1ph0na",
                        "Template entries: %name%:%-time%",
                        "name:min_time",
                        "a:0.5",
                        "a:0.25",
                        "3:UNIMPLEMENTED __REPRO: --mode=P --conv ic8ih4oc8oh4kh1ph0na",
                        "4:FAILED (wrong) __REPRO: --mode=P --conv ic8ih4oc8oh4kh1ph0na",
                        "tests:5 passed:2 skipped:1 mistrusted:0 unimplemented:1"
                                + " invalid_arguments:0 failed:2",
                        "total perf: min(ms):0.75 avg(ms):1.5"),
                lines());
        assertTrue(err.toString(StandardCharsets.UTF_8).startsWith("total: "));
    }

    @Test
    void tableIsAlignedAndSummedUp() {
        assertEquals(
                """
                problem                              implementation  min ms  median ms  avg ms  max GFLOP/s  avg GFLOP/s
                a                                    jit:avx2         2.000      3.000   4.000         13.1          6.6
                b                                    jit:avx2         4.000      6.000   8.000          6.6          3.3
                sum                                                   6.000      9.000  12.000          8.7          4.4
                network: each as often as it occurs                  14.000     21.000  28.000          7.5          3.7
                """,
                table(
                        false,
                        outcome(only("ic64ih40oc64kh1na"), 2),
                        outcome(only("ic64ih40oc64kh1nb*3"), 4)));
    }

    @Test
    void noNetworkIsSummedUpWhenSomethingIsMissing() {
        Outcome repeated = outcome(only("ic64ih40oc64kh1nb*3"), 4);
        Outcome failed = Outcome.without(only("ic64ih40oc64kh1nc"), CaseStatus.FAILED, "x");
        assertTrue(table(false, repeated).contains("network"));
        assertFalse(table(true, repeated).contains("network"));
        assertFalse(table(false, repeated, failed).contains("network"));
    }

    @Test
    void tableTellsSettingsApartWhenTheyDiffer() {
        List<String> table =
                table(
                                false,
                                outcome(only("ic64ih40oc64kh1na"), 0.002),
                                outcome(only("--dir=FWD_I", "ic64ih40oc64kh1na"), 1))
                        .lines()
                        .toList();
        assertTrue(table.get(1).startsWith("a  "), table.get(1));
        assertTrue(table.get(2).startsWith("a --dir=FWD_I  jit:avx2"), table.get(2));
        assertTrue(table.get(1).contains(" 0.002000 "), table.get(1));
    }

    private static String table(boolean interrupted, Outcome... outcomes) {
        return String.join("\n", new ResultTable(List.of(outcomes), null, interrupted).lines())
                + "\n";
    }

    @Test
    void progressIsShownOnlyOnATerminal() {
        ConvolutionCase benchCase = only("--max-ms-per-prb=60000", "ic64ih40oc64kh1na");
        List<ConvolutionCase> cases = List.of(benchCase, benchCase, benchCase);
        new SessionProgress(stream(err), false, cases).show(0, benchCase);
        assertEquals("", err.toString(StandardCharsets.UTF_8));
        new SessionProgress(stream(err), true, cases).show(0, benchCase);
        assertEquals(
                "\r\u001b[K[....................] 1/3 a, about 3 min 00 s left",
                err.toString(StandardCharsets.UTF_8));
    }
}
