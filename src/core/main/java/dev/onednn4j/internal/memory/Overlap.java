package dev.onednn4j.internal.memory;

import java.util.Arrays;

/// Decides whether two tensors share a byte of memory, for any two addresses.
///
/// Two tensors whose ranges of addresses interleave need not share one: channels 0 to 3 and 4 to 7
/// of an NHWC tensor do not. Runs start at sums of index × stride, so this looks for indices at
/// which a run of one tensor meets a run of the other, the longest stride first, and leaves out
/// what the shorter strides cannot reach. Where that takes too long the tensors count as
/// overlapping.
///
/// Immutable and thread safe. [#at] allocates nothing.
public final class Overlap {
    /// The most indices to try: some microseconds. Layouts that nest, as all usual ones do, take
    /// two or three for each stride.
    private static final int MOST_STEPS = 4096;

    private static final int FOUND = -1;

    private final Footprint left;
    private final Footprint right;

    /// Distances between runs, the longest first, each once. A factor is the index in the right
    /// tensor minus the one in the left.
    private final long[] strides;

    private final long[] leastFactors;
    private final long[] greatestFactors;

    /// What the strides from here on can add up to, and what divides all such sums.
    private final long[] leastSums;

    private final long[] greatestSums;
    private final long[] divisors;

    private Overlap(Footprint left, Footprint right, long[] strides) {
        int count = strides.length;
        this.left = left;
        this.right = right;
        this.strides = strides;
        this.leastFactors = new long[count];
        this.greatestFactors = new long[count];
        this.leastSums = new long[count + 1];
        this.greatestSums = new long[count + 1];
        this.divisors = new long[count + 1];
        for (int i = count - 1; i >= 0; i--) {
            leastFactors[i] = 1 - extent(left, strides[i]);
            greatestFactors[i] = extent(right, strides[i]) - 1;
            leastSums[i] = leastSums[i + 1] + leastFactors[i] * strides[i];
            greatestSums[i] = greatestSums[i + 1] + greatestFactors[i] * strides[i];
            divisors[i] = greatestCommonDivisor(strides[i], divisors[i + 1]);
        }
    }

    /// Prepares the question for two tensors.
    public static Overlap of(Footprint left, Footprint right) {
        int own = left.strides().length;
        long[] ascending = Arrays.copyOf(left.strides(), own + right.strides().length);
        System.arraycopy(right.strides(), 0, ascending, own, right.strides().length);
        Arrays.sort(ascending);
        long[] descending = new long[ascending.length];
        int count = 0;
        for (int i = ascending.length - 1; i >= 0; i--) {
            if (count == 0 || descending[count - 1] != ascending[i]) {
                descending[count++] = ascending[i];
            }
        }
        return new Overlap(left, right, Arrays.copyOf(descending, count));
    }

    private static long extent(Footprint footprint, long stride) {
        int at = Arrays.binarySearch(footprint.strides(), stride);
        return at < 0 ? 1 : footprint.extents()[at];
    }

    private static long greatestCommonDivisor(long a, long b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }

    /// Whether the tensors share a byte when their memory begins at these addresses.
    public boolean at(long leftAddress, long rightAddress) {
        long leftStart = leftAddress + left.start();
        long rightStart = rightAddress + right.start();
        if (leftStart >= rightAddress + right.end()
                || rightStart >= leftAddress + left.end()
                || left.isEmpty()
                || right.isEmpty()) {
            return false;
        }
        // Two runs meet where the right one begins before the left one ends, and the other way.
        long distance = rightStart - leftStart;
        return search(0, 1 - right.run() - distance, left.run() - 1 - distance, MOST_STEPS)
                == FOUND;
    }

    /// Looks for factors of the strides from one on, so that the sum lies between two numbers,
    /// which are included.
    ///
    /// @return how many steps are left; [#FOUND] where there are such factors, or none are left
    private int search(int index, long least, long greatest, int steps) {
        if (index == strides.length) {
            return least <= 0 && greatest >= 0 ? FOUND : steps;
        }
        long divisor = divisors[index];
        if (Math.floorDiv(greatest, divisor) * divisor < least) {
            return steps;
        }
        long stride = strides[index];
        long from =
                Math.max(
                        leastFactors[index], Math.ceilDiv(least - greatestSums[index + 1], stride));
        long to =
                Math.min(
                        greatestFactors[index],
                        Math.floorDiv(greatest - leastSums[index + 1], stride));
        int left = steps;
        for (long factor = from; factor <= to; factor++) {
            left = left == 0 ? FOUND : left - 1;
            if (left != FOUND) {
                long part = factor * stride;
                left = search(index + 1, least - part, greatest - part, left);
            }
            if (left == FOUND) {
                return FOUND;
            }
        }
        return left;
    }
}
