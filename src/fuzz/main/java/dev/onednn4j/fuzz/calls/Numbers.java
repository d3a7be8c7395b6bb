package dev.onednn4j.fuzz.calls;

/// Numbers that code gets wrong.
final class Numbers {
    private Numbers() {}

    static long whole(Choices choices) {
        return choices.oneOf(
                0,
                0,
                -1,
                -1,
                1,
                2,
                3,
                5,
                16,
                17,
                1 << 16,
                1 << 20,
                1 << 30,
                Integer.MAX_VALUE,
                Integer.MIN_VALUE,
                1L << 31,
                (1L << 31) + 1,
                1L << 32,
                (1L << 32) + 1,
                3L << 31,
                1L << 40,
                1L << 62,
                Long.MAX_VALUE,
                Long.MAX_VALUE - 1,
                Long.MIN_VALUE);
    }

    static int small(Choices choices) {
        return (int)
                choices.oneOf(
                        0,
                        0,
                        1,
                        1,
                        2,
                        3,
                        -1,
                        -2,
                        5,
                        12,
                        31,
                        32,
                        127,
                        128,
                        255,
                        -128,
                        1 << 16,
                        Integer.MAX_VALUE,
                        Integer.MIN_VALUE);
    }

    static double floating(Choices choices) {
        return choices.of(
                0.0,
                -0.0,
                1.0,
                -1.0,
                0.5,
                2.0,
                300.0,
                -1e30,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                (double) Float.MAX_VALUE,
                (double) Float.MIN_VALUE,
                Double.MAX_VALUE,
                Double.MIN_VALUE);
    }
}
