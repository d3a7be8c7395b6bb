package dev.onednn4j;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// oneDNN keeps primitives in a cache whose key leaves out the condition of a select, and hands out
/// one that was made for another condition. A number for each list of conditions, put into the key,
/// tells them apart.
final class ConditionIdentity {
    /// Of conditions that follow from what the key holds.
    static final int NONE = 0;

    private static final Map<List<MemoryDescriptor>, Integer> NUMBERS = new ConcurrentHashMap<>();
    private static final AtomicInteger LAST = new AtomicInteger(NONE);

    private ConditionIdentity() {}

    /// The same number for equal conditions, another for others.
    static int of(List<MemoryDescriptor> conditions) {
        return conditions.isEmpty()
                ? NONE
                : NUMBERS.computeIfAbsent(conditions, unknown -> LAST.incrementAndGet());
    }
}
