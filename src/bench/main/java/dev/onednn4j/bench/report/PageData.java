package dev.onednn4j.bench.report;

import dev.onednn4j.bench.report.CaseResult.Creation;
import dev.onednn4j.bench.report.CaseResult.Time;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;

/// What the page of a session shows: everything is computed here, and its script draws it.
///
/// @param roofs the limits of the machine; null where they were not measured
/// @param comparison with an older session; null where there is none
/// @param peers other libraries; null where they were not measured
record PageData(
        String date,
        String command,
        List<PageFact> facts,
        @Nullable Roofs roofs,
        List<PageProblem> problems,
        List<ProblemSum> sums,
        @Nullable Compared comparison,
        @Nullable PeerResults peers) {
    private static final double MILLISECONDS_IN_GIGA = 1e6;

    /// A line about the machine.
    record PageFact(String label, String value) {}

    /// What so many threads can do at most, in 10⁹ operations and bytes a second.
    ///
    /// @param memory the larger of the two bandwidths, by which problems are judged
    record Roofs(
            int threads,
            double f32,
            @Nullable Double bf16,
            @Nullable Double int8,
            double read,
            double triad,
            double memory) {}

    /// A problem; times in milliseconds, null where there is none.
    ///
    /// @param arguments those of `scripts/bench` that run it again
    /// @param intensity operations for each byte
    /// @param bandwidth 10⁹ bytes a second by the median
    /// @param share the part of the roof that was reached
    /// @param twinOverhead what a call costs more in Java than in C, in nanoseconds
    record PageProblem(
            String name,
            String arguments,
            String status,
            String reason,
            String implementation,
            @Nullable Double minimum,
            @Nullable Double median,
            @Nullable Double average,
            @Nullable Double cold,
            @Nullable Double cached,
            @Nullable Double gigaflops,
            @Nullable Double bandwidth,
            @Nullable Double intensity,
            @Nullable Double roof,
            @Nullable Double share,
            @Nullable Double twinRatio,
            @Nullable Double twinOverhead) {

        static PageProblem of(CaseResult result, String name) {
            Time time = result.time();
            Creation creation = result.creation();
            TwinTiming twin = result.twin();
            Double gigaflops = time == null ? null : finite(result.gigaflops());
            return new PageProblem(
                    name,
                    result.problem(),
                    result.status(),
                    result.reason(),
                    result.implementation(),
                    time == null ? null : time.minimum(),
                    time == null ? null : time.median(),
                    time == null ? null : time.average(),
                    creation == null ? null : creation.cold(),
                    creation == null ? null : creation.cached(),
                    gigaflops,
                    time == null
                            ? null
                            : finite(result.bytes() / MILLISECONDS_IN_GIGA / time.median()),
                    finite(result.operations() / result.bytes()),
                    result.roof(),
                    gigaflops == null || result.roof() == null
                            ? null
                            : finite(gigaflops / result.roof()),
                    twin == null ? null : finite(twin.ratio()),
                    twin == null ? null : finite(twin.overhead()));
        }
    }

    /// All timed problems together.
    record ProblemSum(
            String label,
            double minimum,
            double median,
            double average,
            @Nullable Double gigaflops) {}

    /// How an older session compares.
    ///
    /// @param geomean null where nothing is comparable
    record Compared(
            String date,
            String command,
            List<ComparedProblem> rows,
            List<String> unmatched,
            List<String> missing,
            @Nullable Double geomean) {}

    /// A problem of both sessions; see [RunComparison.ComparedRow].
    record ComparedProblem(
            String name,
            String arguments,
            double before,
            double now,
            double ratio,
            @Nullable Double noiseBefore,
            @Nullable Double noiseNow,
            String verdict) {}

    static PageData of(Results results, Optional<Results> before, Optional<PeerResults> peers) {
        return new PageData(
                results.date(),
                results.command(),
                facts(results.machine(), results.roofline()),
                results.roofline() == null
                        ? null
                        : roofs(results.roofline(), results.machine().threads()),
                results.problems().stream()
                        .map(each -> PageProblem.of(each, results.label(each)))
                        .toList(),
                sums(results),
                before.map(old -> compared(old, results)).orElse(null),
                peers.orElse(null));
    }

    private static List<PageFact> facts(MachineFacts machine, @Nullable Roofline roofline) {
        List<PageFact> facts = new ArrayList<>();
        facts.add(new PageFact("Processor", machine.cpu()));
        facts.add(new PageFact("Processors", String.valueOf(machine.processors())));
        facts.add(new PageFact("Threads", String.valueOf(machine.threads())));
        facts.add(new PageFact("Instructions", machine.isa()));
        facts.add(new PageFact("oneDNN", machine.library()));
        facts.add(new PageFact("JVM", machine.jvm()));
        facts.add(new PageFact("System", machine.system()));
        if (machine.waitPolicy() != null) {
            facts.add(new PageFact("OMP_WAIT_POLICY", machine.waitPolicy()));
        }
        if (machine.governor() != null) {
            facts.add(new PageFact("Clock governor", machine.governor()));
        }
        if (roofline != null) {
            String clock = String.format(Locale.ROOT, "%.2f GHz", roofline.gigahertz());
            facts.add(new PageFact("Clock of one thread", clock));
        }
        return List.copyOf(facts);
    }

    private static @Nullable Roofs roofs(Roofline roofline, int threads) {
        if (roofline.runs().isEmpty()) {
            return null;
        }
        Roofline.RooflineRun run =
                roofline.runs().stream()
                        .filter(each -> each.threads() == threads)
                        .findFirst()
                        .orElse(roofline.all());
        return new Roofs(
                run.threads(),
                run.gops().f32(),
                run.gops().bf16(),
                run.gops().int8(),
                run.gigabytesPerSecond().read(),
                run.gigabytesPerSecond().triad(),
                Math.max(run.gigabytesPerSecond().read(), run.gigabytesPerSecond().triad()));
    }

    private static List<ProblemSum> sums(Results results) {
        List<CaseResult> problems = results.problems();
        List<ProblemSum> sums = new ArrayList<>();
        if (problems.stream().filter(each -> each.time() != null).count() > 1) {
            sums.add(sum("sum", problems, each -> 1));
        }
        // With a problem missing it would not be the network's.
        boolean complete = problems.stream().allMatch(each -> each.time() != null);
        if (complete
                && results.complete()
                && problems.stream().anyMatch(each -> each.multiplicity() > 1)) {
            sums.add(
                    sum("network: each as often as it occurs", problems, CaseResult::multiplicity));
        }
        return List.copyOf(sums);
    }

    private static ProblemSum sum(
            String label, List<CaseResult> problems, ToLongFunction<CaseResult> times) {
        double minimum = 0;
        double median = 0;
        double average = 0;
        double operations = 0;
        for (CaseResult each : problems) {
            Time time = each.time();
            if (time != null) {
                long count = times.applyAsLong(each);
                minimum += count * time.minimum();
                median += count * time.median();
                average += count * time.average();
                operations += count * each.operations();
            }
        }
        return new ProblemSum(
                label,
                minimum,
                median,
                average,
                finite(operations / MILLISECONDS_IN_GIGA / median));
    }

    private static Compared compared(Results before, Results now) {
        RunComparison comparison = RunComparison.of(before, now);
        return new Compared(
                before.date(),
                before.command(),
                comparison.rows().stream()
                        .map(
                                row ->
                                        new ComparedProblem(
                                                row.name(),
                                                row.problem(),
                                                row.before(),
                                                row.now(),
                                                row.ratio(),
                                                row.noiseBefore(),
                                                row.noiseNow(),
                                                row.verdict().toString()))
                        .toList(),
                comparison.unmatched(),
                comparison.missing(),
                finite(comparison.geomean()));
    }

    /// JSON knows no other numbers.
    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
