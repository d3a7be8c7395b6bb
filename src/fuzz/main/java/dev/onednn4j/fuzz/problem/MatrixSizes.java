package dev.onednn4j.fuzz.problem;

import java.util.ArrayList;
import java.util.List;

/// The sizes of a matrix product.
///
/// @param src {…, M, K}, 1 in front where one matrix serves all
/// @param weights {…, K, N}, 1 in front where one matrix serves all
/// @param biasMask bit d is set where the bias differs along dimension d
public record MatrixSizes(List<Long> src, List<Long> weights, int biasMask) implements Sizes {

    /// Reads benchdnn's descriptor: `2x3x4:2x4x5`.
    static MatrixSizes parse(String text, int biasMask) {
        String[] parts = text.split(":", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no matrix product: expected such as 2x3x4:2x4x5");
        }
        return new MatrixSizes(Numbers.parse(parts[0]), Numbers.parse(parts[1]), biasMask);
    }

    @Override
    public long[] dims(String operand) {
        long[] dims = Numbers.array(src);
        for (int d = 0; d < dims.length; d++) {
            dims[d] = Math.max(dims[d], weights.get(d));
        }
        dims[dims.length - 2] = src.get(dims.length - 2);
        dims[dims.length - 1] = weights.getLast();
        return switch (operand) {
            case "src" -> Numbers.array(src);
            case "weights" -> Numbers.array(weights);
            case "dst" -> dims;
            case "bias" -> masked(dims, biasMask);
            default -> throw new IllegalArgumentException("no tensor " + operand);
        };
    }

    /// Dimensions with 1 where the mask has no bit.
    static long[] masked(long[] dims, int mask) {
        long[] masked = dims.clone();
        for (int d = 0; d < dims.length; d++) {
            masked[d] = (mask >> d & 1) == 0 ? 1 : dims[d];
        }
        return masked;
    }

    @Override
    public long cost() {
        return Numbers.product(dims("dst")) * src.getLast();
    }

    @Override
    public List<Sizes> smaller() {
        int n = src.size();
        List<Sizes> smaller = new ArrayList<>();
        if (n > 2) {
            smaller.add(new MatrixSizes(src.subList(1, n), weights.subList(1, n), biasMask >> 1));
        }
        for (int d = 0; d < n - 2; d++) {
            for (long size : Sizes.below(Math.max(src.get(d), weights.get(d)), 1)) {
                smaller.add(
                        new MatrixSizes(
                                set(src, d, Math.min(size, src.get(d))),
                                set(weights, d, Math.min(size, weights.get(d))),
                                biasMask));
            }
        }
        for (long rows : Sizes.below(src.get(n - 2), 1)) {
            smaller.add(new MatrixSizes(set(src, n - 2, rows), weights, biasMask));
        }
        for (long inner : Sizes.below(src.get(n - 1), 1)) {
            smaller.add(
                    new MatrixSizes(set(src, n - 1, inner), set(weights, n - 2, inner), biasMask));
        }
        for (long columns : Sizes.below(weights.get(n - 1), 1)) {
            smaller.add(new MatrixSizes(src, set(weights, n - 1, columns), biasMask));
        }
        for (int d = 0; d < n - 1; d++) {
            if ((biasMask >> d & 1) == 1) {
                smaller.add(new MatrixSizes(src, weights, biasMask & ~(1 << d)));
            }
        }
        return smaller;
    }

    private static List<Long> set(List<Long> dims, int d, long size) {
        List<Long> changed = new ArrayList<>(dims);
        changed.set(d, size);
        return List.copyOf(changed);
    }

    @Override
    public String toString() {
        return Numbers.text(src) + ":" + Numbers.text(weights);
    }
}
