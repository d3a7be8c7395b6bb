package dev.onednn4j.bench.report;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/// Adds up where the time went.
///
/// Safe to read from another thread while one thread adds.
public final class PhaseClock {
    private static final double NANOSECONDS_IN_SECOND = 1e9;

    private final long startNanos = System.nanoTime();
    private final Map<Phase, Long> nanos = new EnumMap<>(Phase.class);

    /// Does something and counts its time into a phase, also when it fails.
    public <T> T time(Phase phase, Supplier<T> work) {
        long start = System.nanoTime();
        try {
            return work.get();
        } finally {
            add(phase, System.nanoTime() - start);
        }
    }

    /// Does something and counts its time into a phase, also when it fails.
    public void time(Phase phase, Runnable work) {
        long start = System.nanoTime();
        try {
            work.run();
        } finally {
            add(phase, System.nanoTime() - start);
        }
    }

    public synchronized void add(Phase phase, long duration) {
        nanos.merge(phase, duration, Long::sum);
    }

    /// One line, in seconds and parts of the whole.
    synchronized String summary() {
        double total = (System.nanoTime() - startNanos) / NANOSECONDS_IN_SECOND;
        double rest = total;
        StringBuilder line = new StringBuilder("total: %.2fs;".formatted(total));
        for (Phase phase : Phase.values()) {
            double seconds = nanos.getOrDefault(phase, 0L) / NANOSECONDS_IN_SECOND;
            rest -= seconds;
            line.append(part(phase.name().toLowerCase(Locale.ROOT), seconds, total));
        }
        return line.append(part("other", Math.max(0, rest), total)).toString();
    }

    private static String part(String name, double seconds, double total) {
        return " %s: %.2fs (%.0f%%);".formatted(name, seconds, 100 * seconds / total);
    }
}
