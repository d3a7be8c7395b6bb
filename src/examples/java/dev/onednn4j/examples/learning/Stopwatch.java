package dev.onednn4j.examples.learning;

import java.util.Arrays;

/// How long something takes that is run again and again.
final class Stopwatch {
    private Stopwatch() {}

    /// The seconds that the fastest of some runs takes. Others may have been interrupted.
    static double fastest(int runs, Runnable work) {
        double fastest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < runs; i++) {
            long start = System.nanoTime();
            work.run();
            fastest = Math.min(fastest, (System.nanoTime() - start) / 1e9);
        }
        return fastest;
    }

    /// The middle one.
    static double median(double... seconds) {
        double[] sorted = seconds.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
