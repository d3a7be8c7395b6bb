package dev.onednn4j.lab.edges;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Adds up where the time went. Not thread safe.
final class StepClock {
    private final long start = System.nanoTime();
    private final Map<String, Long> nanos = new LinkedHashMap<>();

    /// Something that takes time.
    interface Work<T, X extends Exception> {
        T run() throws X;
    }

    /// Does something and counts its time under a name.
    <T, X extends Exception> T time(String phase, Work<T, X> work) throws X {
        long begin = System.nanoTime();
        T result = work.run();
        nanos.merge(phase, System.nanoTime() - begin, Long::sum);
        return result;
    }

    /// One line, in milliseconds, in the order in which the names came up.
    String summary() {
        StringBuilder line = new StringBuilder();
        nanos.forEach(
                (phase, time) ->
                        line.append(String.format(Locale.ROOT, "%s %.1f ms, ", phase, time / 1e6)));
        long total = System.nanoTime() - start;
        return line.append(String.format(Locale.ROOT, "all in all %.1f ms", total / 1e6))
                .toString();
    }
}
