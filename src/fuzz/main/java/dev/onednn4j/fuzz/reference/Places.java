package dev.onednn4j.fuzz.reference;

/// Which element of a smaller tensor belongs to an element of a larger one.
final class Places {
    private Places() {}

    /// For each element of a tensor, the element of one that has 1 in some of its dimensions.
    ///
    /// @param dims of the larger tensor
    /// @param own of the smaller one
    static int[] spread(long[] dims, long[] own) {
        int[] steps = new int[dims.length];
        int step = 1;
        for (int d = dims.length - 1; d >= 0; d--) {
            steps[d] = own[d] == 1 ? 0 : step;
            step *= (int) own[d];
        }
        return walk(dims, steps);
    }

    /// For each element of a tensor, its index in one dimension.
    static int[] along(long[] dims, int dimension) {
        int[] steps = new int[dims.length];
        steps[dimension] = 1;
        return walk(dims, steps);
    }

    /// Dimensions with 1 where a mask has no bit.
    static long[] masked(long[] dims, int mask) {
        long[] masked = dims.clone();
        for (int d = 0; d < dims.length; d++) {
            masked[d] = (mask >> d & 1) == 0 ? 1 : dims[d];
        }
        return masked;
    }

    private static int[] walk(long[] dims, int[] steps) {
        long count = 1;
        for (long dim : dims) {
            count *= dim;
        }
        int[] places = new int[Math.toIntExact(count)];
        int[] index = new int[dims.length];
        int place = 0;
        for (int i = 0; i < places.length; i++) {
            places[i] = place;
            for (int d = dims.length - 1; d >= 0; d--) {
                place += steps[d];
                if (++index[d] < dims[d]) {
                    break;
                }
                place -= (int) dims[d] * steps[d];
                index[d] = 0;
            }
        }
        return places;
    }
}
