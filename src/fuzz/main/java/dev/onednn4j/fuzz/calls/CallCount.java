package dev.onednn4j.fuzz.calls;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// How many calls did what.
///
/// Thread safe.
public final class CallCount {
    private final LongAdder returned = new LongAdder();
    private final LongAdder skipped = new LongAdder();
    private final Map<String, LongAdder> thrown = new ConcurrentHashMap<>();

    void returned() {
        returned.increment();
    }

    void skipped() {
        skipped.increment();
    }

    void threw(Throwable throwable) {
        thrown.computeIfAbsent(throwable.getClass().getSimpleName(), _ -> new LongAdder())
                .increment();
    }

    /// The calls that were made.
    public long made() {
        return returned.sum() + thrown.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /// All numbers, for people.
    @Override
    public String toString() {
        return made()
                + " calls: "
                + returned
                + " returned, thrown "
                + new TreeMap<>(thrown)
                + ", "
                + skipped
                + " left out";
    }
}
