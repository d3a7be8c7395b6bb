package dev.onednn4j.fuzz.calls;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Random choices that follow from a seed.
final class Choices {
    private final SplittableRandom random;

    Choices(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /// Whether something happens that happens so many times out of a hundred.
    boolean percent(int chance) {
        return random.nextInt(100) < chance;
    }

    /// A whole number, both ends included.
    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    @SafeVarargs
    final <T> T of(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /// One of them, more often one of the last.
    <T> T late(List<T> choices) {
        int last = choices.size() - 1;
        int back = random.nextInt(last + 1);
        return choices.get(last - Math.min(back, random.nextInt(last + 1)));
    }

    long oneOf(long... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /// The numbers from 0 on in any order.
    int[] shuffled(int count) {
        List<Integer> left = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            left.add(i);
        }
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int index = random.nextInt(left.size());
            order[i] = left.get(index);
            left.subList(index, index + 1).clear();
        }
        return order;
    }
}
