package dev.onednn4j.bench.report;

import dev.onednn4j.bench.problem.SignificantDigits;
import dev.onednn4j.bench.report.Timing.Statistic;

import java.util.EnumMap;
import java.util.Map;

/// The totals of a session.
///
/// Not thread safe.
final class Tally {
    private final Map<CaseStatus, Integer> counts = new EnumMap<>(CaseStatus.class);
    private final int rejected;
    private int tests;
    private double minimum;
    private double average;

    /// @param rejected descriptors that made no sense
    Tally(int rejected) {
        this.rejected = rejected;
    }

    void add(Outcome outcome) {
        tests++;
        counts.merge(outcome.status(), 1, Integer::sum);
        Measurement measurement = outcome.measurement();
        if (measurement != null) {
            minimum += measurement.execution().milliseconds(Statistic.MINIMUM);
            average += measurement.execution().milliseconds(Statistic.AVERAGE);
        }
    }

    int count(CaseStatus status) {
        return counts.getOrDefault(status, 0);
    }

    /// benchdnn's line of counts. What is unimplemented has failed as well.
    String counts() {
        int listed = count(CaseStatus.LISTED);
        return "tests:%d passed:%d skipped:%d mistrusted:%d unimplemented:%d invalid_arguments:%d failed:%d%s"
                .formatted(
                        tests + rejected,
                        count(CaseStatus.PASSED),
                        count(CaseStatus.SKIPPED),
                        count(CaseStatus.MISTRUSTED),
                        count(CaseStatus.UNIMPLEMENTED),
                        rejected,
                        count(CaseStatus.UNIMPLEMENTED) + count(CaseStatus.FAILED),
                        listed == 0 ? "" : " listed:" + listed);
    }

    /// benchdnn's line of times, added up over all problems.
    String totalTime() {
        return "total perf: min(ms):%s avg(ms):%s"
                .formatted(SignificantDigits.format(minimum), SignificantDigits.format(average));
    }
}
