package dev.onednn4j.bench.report;

import dev.onednn4j.bench.report.Timing.Statistic;

import org.jspecify.annotations.Nullable;

/// What one case took.
///
/// @param index the number of the case in its session, from 0
/// @param implementation oneDNN's name for the kernel
/// @param creation making the primitive: first anew, then once more out of oneDNN's cache
/// @param execution running it
/// @param operations floating point operations of one run
/// @param inputBytes bytes of the tensors that one run reads
/// @param outputBytes bytes of the tensor that it writes
/// @param twin the same problem in C beside Java; null when it was not measured
/// @param twinFailure why not; empty when nobody asked
public record Measurement(
        int index,
        String implementation,
        Timing creation,
        Timing execution,
        double operations,
        double inputBytes,
        double outputBytes,
        @Nullable TwinTiming twin,
        String twinFailure) {
    private static final double NANOSECONDS_IN_SECOND = 1e9;

    double operationsPerSecond(Statistic statistic) {
        return perSecond(operations, statistic);
    }

    double bytesPerSecond(Statistic statistic) {
        return perSecond(inputBytes + outputBytes, statistic);
    }

    private double perSecond(double amount, Statistic statistic) {
        double nanoseconds = execution.nanoseconds(statistic);
        return nanoseconds == 0 ? 0 : amount * NANOSECONDS_IN_SECOND / nanoseconds;
    }
}
