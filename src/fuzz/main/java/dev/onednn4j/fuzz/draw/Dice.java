package dev.onednn4j.fuzz.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Random choices, with a liking for what programs get wrong.
final class Dice {
    private static final long[] UNUSUAL = {
        1, 2, 3, 4, 5, 7, 8, 9, 11, 13, 15, 16, 17, 19, 23, 24, 31, 32, 33, 47, 48, 49, 63, 64, 65,
        72
    };

    private final SplittableRandom random;

    Dice(long seed) {
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

    /// Any number.
    long seed() {
        return random.nextLong(1, 1_000_000);
    }

    @SafeVarargs
    final <T> T of(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /// A size from 1 on: often 1, often at the border of a block.
    long size(int most) {
        int kind = random.nextInt(10);
        if (kind < 2 || most == 1) {
            return 1;
        }
        if (kind < 7) {
            int fitting = 0;
            while (fitting < UNUSUAL.length && UNUSUAL[fitting] <= most) {
                fitting++;
            }
            return UNUSUAL[random.nextInt(fitting)];
        }
        return random.nextInt(1, most + 1);
    }

    /// The dimensions of a tensor.
    ///
    /// @param largest what they multiply up to at most
    long[] dims(int ndims, int most, long largest) {
        long[] dims = new long[ndims];
        long room = largest;
        for (int d : shuffled(ndims)) {
            dims[d] = Math.max(1, Math.min(size(most), room));
            room /= dims[d];
        }
        return dims;
    }

    /// The numbers from 0 on in any order.
    int[] shuffled(int count) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }

    /// A name of dimensions in any order.
    String order(int ndims) {
        StringBuilder order = new StringBuilder();
        for (int d : shuffled(ndims)) {
            order.append((char) ('a' + d));
        }
        return order.toString();
    }

    /// Some of the choices, in their order.
    <T> List<T> some(List<T> choices, int chance) {
        List<T> some = new ArrayList<>();
        for (T each : choices) {
            if (percent(chance)) {
                some.add(each);
            }
        }
        return some;
    }
}
