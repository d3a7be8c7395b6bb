package dev.onednn4j.internal.attribute;

import dev.onednn4j.MemoryDescriptor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// oneDNN keeps primitives in a cache whose key leaves out the condition of a select, and hands out
/// one that was made for another condition. A number for each list of conditions, put into the key,
/// tells them apart.
///
/// A number is never given twice. Only the lists that were asked for last are remembered: one that
/// was forgotten gets a new number, and oneDNN makes its primitive anew.
///
/// Thread safe.
public final class ConditionIdentity {
    /// Of conditions that follow from what the key holds.
    public static final float NONE = 0;

    /// As many as oneDNN keeps primitives, unless it is told otherwise.
    public static final int REMEMBERED = 1024;

    private static final ConditionIdentity SHARED =
            new ConditionIdentity(REMEMBERED, Float.floatToIntBits(1));
    private static final int LAST_BITS = Float.floatToIntBits(Float.MAX_VALUE);

    private final Map<List<MemoryDescriptor>, Float> numbers;
    private int nextBits;

    /// @param remembered how many lists are remembered
    /// @param firstBits the bits of the first number. The key holds a `float`, which cannot tell
    ///   large integers apart, so the numbers are consecutive floats: over a thousand million
    public ConditionIdentity(int remembered, int firstBits) {
        this.nextBits = firstBits;
        this.numbers =
                new LinkedHashMap<>(16, 0.75f, true) {
                    @Override
                    protected boolean removeEldestEntry(
                            Map.Entry<List<MemoryDescriptor>, Float> eldest) {
                        return size() > remembered;
                    }
                };
    }

    /// A number that no other conditions in this process have.
    public static float of(List<MemoryDescriptor> conditions) {
        return conditions.isEmpty() ? NONE : SHARED.number(conditions);
    }

    /// The same number for equal conditions as long as they are remembered, another for others.
    ///
    /// @throws IllegalStateException when there are no more numbers
    public synchronized float number(List<MemoryDescriptor> conditions) {
        Float known = numbers.get(conditions);
        if (known != null) {
            return known;
        }
        if (nextBits > LAST_BITS) {
            throw new IllegalStateException(
                    "select: this process has built primitives with more different conditions than"
                            + " oneDNN can tell apart; start a new one");
        }
        float number = Float.intBitsToFloat(nextBits);
        nextBits++;
        numbers.put(List.copyOf(conditions), number);
        return number;
    }

    /// How many lists are remembered now.
    public synchronized int size() {
        return numbers.size();
    }
}
