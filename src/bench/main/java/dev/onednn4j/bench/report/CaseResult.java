package dev.onednn4j.bench.report;

import dev.onednn4j.bench.problem.ConvolutionCase;
import dev.onednn4j.bench.report.Timing.Statistic;

import org.jspecify.annotations.Nullable;

/// What one problem took, or why it was not timed.
///
/// @param name the problem's name, or its descriptor where it has none
/// @param problem the arguments that run it again
/// @param settings the knobs that differ from the defaults
/// @param multiplicity how often the network that it was taken from has it
/// @param threads what it ran on
/// @param isa the instructions that oneDNN could use
/// @param status how it ended, by benchdnn's words
/// @param reason why it did not pass; empty when it did
/// @param implementation oneDNN's name for the kernel; empty where there was none
/// @param operations floating point operations of one run
/// @param bytes of the tensors that one run reads and writes
/// @param creation the first creation and that out of oneDNN's cache, in milliseconds; null where
///   it was not timed
/// @param time of the runs, in milliseconds; null where it was not timed
/// @param roof the operations a second, in 10⁹, that the machine allows at this problem's ratio of
///   operations to bytes; null where the roof is not known
/// @param twin the same problem in C beside Java; null where that was not measured
public record CaseResult(
        String name,
        String problem,
        String settings,
        long multiplicity,
        int threads,
        String isa,
        String status,
        String reason,
        String implementation,
        double operations,
        double bytes,
        @Nullable Creation creation,
        @Nullable Time time,
        @Nullable Double roof,
        @Nullable TwinTiming twin) {

    /// What making the primitive took, in milliseconds.
    ///
    /// @param cold made anew
    /// @param cached made again
    record Creation(double cold, double cached) {}

    /// What the runs took, in milliseconds.
    ///
    /// @param quarter the first quartile
    /// @param threeQuarters the third quartile
    public record Time(
            long runs,
            double minimum,
            double quarter,
            double median,
            double threeQuarters,
            double average,
            double maximum) {
        static Time of(Timing timing) {
            return new Time(
                    timing.count(),
                    timing.milliseconds(Statistic.MINIMUM),
                    timing.quarter() / NANOSECONDS_IN_MILLISECOND,
                    timing.median() / NANOSECONDS_IN_MILLISECOND,
                    timing.threeQuarters() / NANOSECONDS_IN_MILLISECOND,
                    timing.milliseconds(Statistic.AVERAGE),
                    timing.milliseconds(Statistic.MAXIMUM));
        }
    }

    private static final double NANOSECONDS_IN_MILLISECOND = 1e6;

    /// What a session's report is told.
    ///
    /// @param roof over all problems; null where it is not known
    public static CaseResult of(Outcome outcome, MachineFacts machine, @Nullable Roof roof) {
        ConvolutionCase benchCase = outcome.benchCase();
        Measurement measured = outcome.measurement();
        return new CaseResult(
                benchCase.effectiveProblem().displayName(),
                benchCase.reproducer(),
                benchCase.settings().strip(),
                benchCase.problem().multiplicity(),
                machine.threads(),
                machine.isa(),
                outcome.status().name(),
                outcome.reason(),
                measured == null ? "" : measured.implementation(),
                benchCase.effectiveProblem().operations(),
                measured == null ? 0 : measured.inputBytes() + measured.outputBytes(),
                measured == null
                        ? null
                        : new Creation(
                                measured.creation().milliseconds(Statistic.MAXIMUM),
                                measured.creation().milliseconds(Statistic.MINIMUM)),
                measured == null ? null : Time.of(measured.execution()),
                measured == null || roof == null ? null : roof.over(benchCase, measured),
                measured == null ? null : measured.twin());
    }

    /// Operations a second, in 10⁹, by the median; 0 where it was not timed.
    double gigaflops() {
        return time == null || time.median == 0
                ? 0
                : operations / NANOSECONDS_IN_MILLISECOND / time.median;
    }
}
