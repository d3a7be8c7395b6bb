package dev.onednn4j.bench.report;

import dev.onednn4j.bench.report.CaseResult.Creation;
import dev.onednn4j.bench.report.CaseResult.Time;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Results that no machine measured.
final class SampleResults {
    static final String HOSTILE =
            "</script><img src=x onerror=\"tellFailure('ran')\">&amp;{{data}}";

    private SampleResults() {}

    /// A problem that was timed.
    ///
    /// @param median in milliseconds; the middle half of the times lies 5 % around it
    static CaseResult timed(String name, double median) {
        return timed(name, median, 100, null, null);
    }

    static CaseResult timed(
            String name,
            double median,
            long runs,
            @Nullable Double roof,
            @Nullable TwinTiming twin) {
        return new CaseResult(
                name,
                "--conv --dir=FWD_I ic64ih56oc64oh56kh3ph1n\"" + name + "\"",
                "--dir=FWD_I",
                3,
                4,
                "avx512_core",
                "PASSED",
                "",
                "brg_conv_fwd:avx512_core",
                5e7 * (1 + name.length() % 5),
                2e6 * (1 + name.length() % 4 * 3),
                new Creation(median * 20, 0.004),
                new Time(
                        runs,
                        median * 0.95,
                        median * 0.975,
                        median,
                        median * 1.025,
                        median * 1.01,
                        median * 1.4),
                roof,
                twin);
    }

    static CaseResult untimed(String name, String status, String reason) {
        return new CaseResult(
                name,
                "--conv --dt=f16 " + name,
                "--dir=FWD_I",
                1,
                4,
                "avx512_core",
                status,
                reason,
                "",
                1e6,
                0,
                null,
                null,
                null,
                null);
    }

    static Results of(@Nullable Roofline roofline, List<CaseResult> problems) {
        return new Results(
                "2026-11-24T12:34:56+01:00",
                "--mode=P --batch=resnet50",
                true,
                new MachineFacts(
                        "Some CPU @ 3.00GHz",
                        8,
                        "avx512_core_amx",
                        "3.13.0",
                        "OpenJDK 64-Bit Server VM 25+36",
                        "Linux 6.1",
                        4,
                        "active",
                        null),
                roofline,
                problems);
    }

    static Roofline roofline() {
        return new Roofline(
                "cc 12",
                new Roofline.Isa("avx512", "amx", "amx"),
                3.1,
                1 << 25,
                1 << 29,
                5,
                5,
                List.of(
                        new Roofline.RooflineRun(
                                1,
                                new Roofline.Gops(95, 900.0, 1800.0),
                                new Roofline.Bandwidth(12, 9)),
                        new Roofline.RooflineRun(
                                4,
                                new Roofline.Gops(380, 3500.0, null),
                                new Roofline.Bandwidth(40, 33))));
    }

    /// With everything that a page can show.
    static Results full(double slowdown) {
        List<CaseResult> problems = new ArrayList<>();
        for (int i = 1; i <= 16; i++) {
            double median = (0.8 + i % 7 * 0.13) * (i % 4 == 0 ? slowdown : 1 + i % 3 * 0.01);
            problems.add(
                    timed(
                            "resnet_50:res" + i + "a_branch" + "2".repeat(i % 6),
                            median,
                            i == 5 ? 2 : 100,
                            380.0 - i % 3 * 60,
                            new TwinTiming(median * 1e6 + i * 1300 - 5000, median * 1e6, 64, 31)));
        }
        problems.add(timed(HOSTILE, 1.1));
        problems.add(untimed("too_new", "SKIPPED", "f16 is not supported: " + HOSTILE));
        problems.add(untimed("broken", "FAILED", "wrong at [0, 1, 2]"));
        return of(roofline(), problems);
    }

    static PeerResults peers() {
        List<PeerResults.PeersOfProblem> problems = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            problems.add(
                    new PeerResults.PeersOfProblem(
                            "resnet_50:conv" + i,
                            "ic3",
                            List.of(
                                    new PeerResults.ComparedPeer(
                                            "onednn4j", 1e6, "plain", 1.0, null),
                                    new PeerResults.ComparedPeer(
                                            "onnxruntime", 2e6, "nchw", 1.2 * i, null),
                                    new PeerResults.ComparedPeer(
                                            "pytorch", 9e5, "nhwc", 0.4 * i, null),
                                    new PeerResults.ComparedPeer("vector", 9e7, "", 37.0 * i, null),
                                    new PeerResults.ComparedPeer(
                                            HOSTILE, null, null, null, HOSTILE))));
        }
        return new PeerResults("25+36", "Linux amd64", 8, 4, 3, problems);
    }
}
