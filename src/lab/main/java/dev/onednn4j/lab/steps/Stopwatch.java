package dev.onednn4j.lab.steps;

import dev.onednn4j.pages.Statistics;

import java.util.Arrays;

/// Measures what is done several times.
public final class Stopwatch {
    private static final long ENOUGH_NANOS = 200_000_000;
    private static final int MOST = 101;
    private static final int LEAST = 5;

    private Stopwatch() {}

    /// The seconds that something usually takes: the median, after one time that does not count,
    /// since memory and threads are new to it.
    public static double median(Runnable work) {
        work.run();
        double[] seconds = new double[MOST];
        int count = 0;
        long begin = System.nanoTime();
        long now = begin;
        while (count < LEAST || (count < MOST && now - begin < ENOUGH_NANOS)) {
            long start = now;
            work.run();
            now = System.nanoTime();
            seconds[count++] = (now - start) / 1e9;
        }
        return Statistics.of(Arrays.copyOf(seconds, count)).median();
    }
}
