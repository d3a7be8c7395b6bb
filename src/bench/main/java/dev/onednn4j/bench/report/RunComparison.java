package dev.onednn4j.bench.report;

import dev.onednn4j.bench.report.CaseResult.Time;
import dev.onednn4j.pages.Statistics;
import dev.onednn4j.pages.terminal.AlignedTable;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// How the times of a session relate to those of an older one, problem by problem. Problems are the
/// same when the arguments that run them again are.
///
/// @param rows those that both sessions timed
/// @param unmatched the names of those that only the newer session timed
/// @param missing the names of those that only the older session timed
record RunComparison(List<ComparedRow> rows, List<String> unmatched, List<String> missing) {
    /// With fewer runs the quartiles say nothing about the noise.
    private static final long FEWEST_RUNS = 4;

    /// What a change is worth.
    enum ChangeVerdict {
        FASTER("faster"),
        SLOWER("slower"),
        WITHIN_NOISE("within noise"),
        TOO_FEW_RUNS("too few runs");

        private final String label;

        ChangeVerdict(String label) {
            this.label = label;
        }

        @Override
        public String toString() {
            return label;
        }
    }

    /// One problem in both sessions.
    ///
    /// @param before the old median in milliseconds
    /// @param now the new median in milliseconds
    /// @param noiseBefore how far the middle half of the old times spreads, as a part of the
    ///   median; null after too few runs
    /// @param noiseNow the same of the new times
    record ComparedRow(
            String name,
            String problem,
            double before,
            double now,
            @Nullable Double noiseBefore,
            @Nullable Double noiseNow) {

        /// The new time divided by the old: below 1 when it got faster.
        double ratio() {
            return now / before;
        }

        /// A change counts when it is larger than the noise of either session.
        ChangeVerdict verdict() {
            if (noiseBefore == null || noiseNow == null) {
                return ChangeVerdict.TOO_FEW_RUNS;
            }
            double ratio = ratio();
            double change = Math.max(ratio, 1 / ratio) - 1;
            if (change <= Math.max(noiseBefore, noiseNow)) {
                return ChangeVerdict.WITHIN_NOISE;
            }
            return ratio < 1 ? ChangeVerdict.FASTER : ChangeVerdict.SLOWER;
        }
    }

    static RunComparison of(Results before, Results now) {
        // A session may run a problem more than once: the first is compared with the first.
        Map<String, Deque<CaseResult>> old = new LinkedHashMap<>();
        for (CaseResult result : before.problems()) {
            if (isTimed(result)) {
                old.computeIfAbsent(result.problem(), same -> new ArrayDeque<>()).add(result);
            }
        }
        List<ComparedRow> rows = new ArrayList<>();
        List<String> unmatched = new ArrayList<>();
        for (CaseResult result : now.problems()) {
            Time time = result.time();
            if (time == null || !isTimed(result)) {
                continue;
            }
            Deque<CaseResult> same = old.getOrDefault(result.problem(), new ArrayDeque<>());
            CaseResult partner = same.poll();
            if (partner == null || partner.time() == null) {
                unmatched.add(now.label(result));
            } else {
                rows.add(row(now.label(result), result.problem(), partner.time(), time));
            }
        }
        List<String> missing =
                old.values().stream().flatMap(Deque::stream).map(before::label).toList();
        return new RunComparison(List.copyOf(rows), List.copyOf(unmatched), missing);
    }

    private static boolean isTimed(CaseResult result) {
        return result.time() != null && result.time().median() > 0;
    }

    private static ComparedRow row(String name, String problem, Time before, Time now) {
        return new ComparedRow(
                name, problem, before.median(), now.median(), noise(before), noise(now));
    }

    private static @Nullable Double noise(Time time) {
        return time.runs() < FEWEST_RUNS
                ? null
                : (time.threeQuarters() - time.quarter()) / time.median();
    }

    /// The geometric mean of all ratios; not a number where nothing is comparable.
    double geomean() {
        return Statistics.of(rows.stream().mapToDouble(ComparedRow::ratio).toArray())
                .geometricMean();
    }

    /// A table, the problems that are in one session alone, and the geometric mean.
    List<String> lines() {
        List<List<String>> cells = new ArrayList<>();
        cells.add(
                List.of(
                        "problem",
                        "old ms",
                        "new ms",
                        "new/old",
                        "old noise",
                        "new noise",
                        "change"));
        for (ComparedRow row : rows) {
            cells.add(
                    List.of(
                            row.name,
                            format("%.4g", row.before),
                            format("%.4g", row.now),
                            format("%.3f", row.ratio()),
                            percent(row.noiseBefore),
                            percent(row.noiseNow),
                            row.verdict().toString()));
        }
        Set<Integer> text = Set.of(0, cells.getFirst().size() - 1);
        List<String> lines =
                new ArrayList<>(rows.isEmpty() ? List.of() : new AlignedTable(cells, text).lines());
        unmatched.forEach(name -> lines.add("only in the new run: " + name));
        missing.forEach(name -> lines.add("only in the old run: " + name));
        if (rows.isEmpty()) {
            lines.add("compare: no problem in common");
            return lines;
        }
        lines.add(
                String.format(
                        Locale.ROOT,
                        "compare: geomean %.3f over %d problems",
                        geomean(),
                        rows.size()));
        return lines;
    }

    private static String percent(@Nullable Double part) {
        return part == null ? "-" : format("%.1f%%", part * 100);
    }

    private static String format(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
