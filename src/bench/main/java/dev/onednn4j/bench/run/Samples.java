package dev.onednn4j.bench.run;

import dev.onednn4j.bench.problem.TimeLimit;
import dev.onednn4j.bench.report.Timing;
import dev.onednn4j.pages.Statistics;

import java.util.Arrays;

/// Collects the times of one repeated action. Adding a sample allocates nothing, however many come:
/// when the store is full every second one is dropped, and from then on only every second, fourth,
/// eighth… is kept for the median. Minimum, maximum and average are of all samples.
///
/// Not thread safe.
final class Samples {
    private static final int MANY = 1 << 18;

    private final long[] kept;
    private int keptCount;
    private long keepEvery = 1;
    private long count;
    private long total;
    private long minimum = Long.MAX_VALUE;
    private long maximum;

    /// Room for the runs of a benchmark.
    Samples() {
        this(MANY);
    }

    /// @param capacity how many samples to keep, an even number
    Samples(int capacity) {
        kept = new long[capacity];
    }

    void add(long nanoseconds) {
        if (count % keepEvery == 0) {
            if (keptCount == kept.length) {
                halve();
            }
            if (count % keepEvery == 0) {
                kept[keptCount++] = nanoseconds;
            }
        }
        count++;
        total += nanoseconds;
        minimum = Math.min(minimum, nanoseconds);
        maximum = Math.max(maximum, nanoseconds);
    }

    private void halve() {
        for (int i = 0; i < kept.length / 2; i++) {
            kept[i] = kept[2 * i];
        }
        keptCount = kept.length / 2;
        keepEvery *= 2;
    }

    /// Whether nothing more needs to be timed.
    boolean reach(TimeLimit limit) {
        return limit.isReached(count, total);
    }

    long count() {
        return count;
    }

    /// The sum of all samples in nanoseconds.
    long total() {
        return total;
    }

    /// @throws IllegalStateException when there is no sample
    Timing timing() {
        if (count == 0) {
            throw new IllegalStateException("no sample");
        }
        Statistics statistics = Statistics.of(Arrays.copyOf(kept, keptCount));
        return new Timing(
                count,
                minimum,
                (double) total / count,
                maximum,
                statistics.quarter(),
                statistics.median(),
                statistics.threeQuarters());
    }
}
