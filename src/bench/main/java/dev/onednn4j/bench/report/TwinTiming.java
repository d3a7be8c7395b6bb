package dev.onednn4j.bench.report;

import dev.onednn4j.pages.Statistics;

/// What one execution takes in Java and in C, in nanoseconds.
///
/// @param java the median of all batches in Java, by call
/// @param c the median of all batches in C, by call
/// @param calls executions in a batch
/// @param batches how many batches each side ran
public record TwinTiming(double java, double c, long calls, int batches) {

    /// The medians of all batches.
    ///
    /// @param java the nanoseconds of each batch in Java
    /// @param c the nanoseconds of each batch in C
    public static TwinTiming of(long[] java, long[] c, long calls) {
        return new TwinTiming(
                Statistics.of(java).median() / calls,
                Statistics.of(c).median() / calls,
                calls,
                java.length);
    }

    /// How many times as long Java takes: 1 when the two are equal.
    public double ratio() {
        return java / c;
    }

    /// What a call costs more in Java than in C.
    public double overhead() {
        return java - c;
    }
}
