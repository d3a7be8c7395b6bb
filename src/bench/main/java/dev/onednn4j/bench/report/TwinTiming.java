package dev.onednn4j.bench.report;

import java.util.Arrays;

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
        return new TwinTiming(median(java) / calls, median(c) / calls, calls, java.length);
    }

    private static double median(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2.0;
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
