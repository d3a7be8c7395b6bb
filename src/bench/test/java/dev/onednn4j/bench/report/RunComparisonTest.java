package dev.onednn4j.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.onednn4j.bench.report.RunComparison.ChangeVerdict;
import dev.onednn4j.bench.report.RunComparison.ComparedRow;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Objects;

class RunComparisonTest {
    private static RunComparison compare(List<CaseResult> before, List<CaseResult> now) {
        return RunComparison.of(SampleResults.of(null, before), SampleResults.of(null, now));
    }

    @Test
    void aChangeCountsWhenItExceedsTheNoise() {
        RunComparison comparison =
                compare(
                        List.of(
                                SampleResults.timed("a", 1),
                                SampleResults.timed("b", 1),
                                SampleResults.timed("c", 1),
                                SampleResults.timed("d", 1, 3, null, null)),
                        List.of(
                                SampleResults.timed("d", 9),
                                SampleResults.timed("c", 2),
                                SampleResults.timed("b", 1.04),
                                SampleResults.timed("a", 0.5)));
        assertEquals(
                List.of(
                        ChangeVerdict.TOO_FEW_RUNS,
                        ChangeVerdict.SLOWER,
                        ChangeVerdict.WITHIN_NOISE,
                        ChangeVerdict.FASTER),
                comparison.rows().stream().map(ComparedRow::verdict).toList());
        ComparedRow last = comparison.rows().getLast();
        assertEquals(0.05, Objects.requireNonNull(last.noiseNow()), 1e-12);
        assertEquals(0.05, Objects.requireNonNull(last.noiseBefore()), 1e-12);
    }

    @Test
    void printsATableThatEndsWithTheGeometricMean() {
        List<String> lines =
                compare(
                                List.of(
                                        SampleResults.timed("conv1", 1),
                                        SampleResults.timed("c2", 2),
                                        SampleResults.timed("gone", 2),
                                        SampleResults.untimed("bad", "FAILED", "why")),
                                List.of(
                                        SampleResults.timed("conv1", 2, 3, null, null),
                                        SampleResults.timed("c2", 1),
                                        SampleResults.timed("added", 1),
                                        SampleResults.timed("bad", 1)))
                        .lines();
        assertEquals(
                List.of(
                        "problem  old ms  new ms  new/old  old noise  new noise  change",
                        "conv1     1.000   2.000    2.000       5.0%          -  too few runs",
                        "c2        2.000   1.000    0.500       5.0%       5.0%  faster",
                        "only in the new run: added",
                        "only in the new run: bad",
                        "only in the old run: gone",
                        "compare: geomean 1.000 over 2 problems"),
                lines);
    }

    @Test
    void aProblemThatRanTwiceIsComparedInOrder() {
        RunComparison comparison =
                compare(
                        List.of(SampleResults.timed("a", 1), SampleResults.timed("a", 4)),
                        List.of(SampleResults.timed("a", 2), SampleResults.timed("a", 2)));
        assertEquals(
                List.of(2.0, 0.5), comparison.rows().stream().map(ComparedRow::ratio).toList());
        assertEquals(1, comparison.geomean(), 1e-12);
    }

    @Test
    void nothingInCommonIsNoNumber() {
        assertEquals(
                List.of(
                        "only in the new run: b",
                        "only in the old run: a",
                        "compare: no problem in common"),
                compare(List.of(SampleResults.timed("a", 1)), List.of(SampleResults.timed("b", 1)))
                        .lines());
    }
}
