package dev.onednn4j.internal.problem;

/// Numbers that are equally far apart.
///
/// @param first the first one
/// @param step how far they are apart, from 0 to 2^31 − 1
/// @param count how many there are, from 0 to 2^31 − 1
record Progression(long first, long step, long count) {
    /// Whether a number leaves a remainder of at least `least` when it is divided. This is counted,
    /// not tried: it takes a moment however many numbers there are.
    ///
    /// @param divisor from 1 to 2^31 − 1
    /// @param least from 0 to `divisor`
    boolean hasRemainderOf(long least, long divisor) {
        // Where a remainder is that large, what is missing to the divisor lifts the quotient.
        long start = Math.floorMod(first, divisor);
        long missing = divisor - least;
        return sumOfQuotients(start + missing, divisor) != sumOfQuotients(start, divisor);
    }

    /// The sum of all (start + i · step) / divisor, by Euclid's algorithm: points with whole
    /// numbers below a line are counted by rows, then by columns of what is left.
    private long sumOfQuotients(long start, long divisor) {
        long sum = 0;
        long n = count;
        long a = step;
        long b = start;
        long m = divisor;
        while (n > 0) {
            sum += n * (n - 1) / 2 * (a / m) + n * (b / m);
            a %= m;
            b %= m;
            long top = a * n + b;
            n = top / m;
            b = top % m;
            long swapped = m;
            m = a;
            a = swapped;
        }
        return sum;
    }
}
