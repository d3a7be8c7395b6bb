package dev.onednn4j;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// A small inner product or matrix product drawn at random, and its definition.
///
/// @param matmul whether it is a matrix product
record DenseProblem(boolean matmul, long[] src, long[] weights, long[] dst) implements Products {
    /// An inner product of 2 to 5 dimensions.
    static DenseProblem innerProduct(RandomGenerator random) {
        int ndims = random.nextInt(2, 6);
        long[] src = new long[ndims];
        src[0] = size(random, 20);
        src[1] = size(random, ndims == 2 ? 90 : 37);
        for (int d = 2; d < ndims; d++) {
            src[d] = size(random, 5);
        }
        long[] weights = src.clone();
        weights[0] = size(random, 70);
        return new DenseProblem(false, src, weights, new long[] {src[0], weights[0]});
    }

    /// A matrix product of 2 to 6 dimensions, where one matrix may serve a whole batch.
    static DenseProblem matmul(RandomGenerator random) {
        int ndims = random.nextInt(2, 7);
        long[] src = new long[ndims];
        long[] weights = new long[ndims];
        long[] dst = new long[ndims];
        for (int d = 0; d < ndims - 2; d++) {
            dst[d] = size(random, 4);
            src[d] = random.nextInt(4) == 0 ? 1 : dst[d];
            weights[d] = src[d] != 1 && random.nextInt(3) == 0 ? 1 : dst[d];
        }
        long k = size(random, 90);
        dst[ndims - 2] = size(random, 40);
        dst[ndims - 1] = size(random, 70);
        src[ndims - 2] = dst[ndims - 2];
        src[ndims - 1] = k;
        weights[ndims - 2] = k;
        weights[ndims - 1] = dst[ndims - 1];
        return new DenseProblem(true, src, weights, dst);
    }

    static DenseProblem random(RandomGenerator random, boolean matmul) {
        return matmul ? matmul(random) : innerProduct(random);
    }

    /// Often 1, seldom large.
    private static long size(RandomGenerator random, int largest) {
        return switch (random.nextInt(5)) {
            case 0 -> 1;
            case 1 -> random.nextInt(1, largest + 1);
            default -> random.nextInt(1, Math.min(largest, 17) + 1);
        };
    }

    /// The dimensions of a bias: of a matrix product any that can be spread over dst.
    long[] bias(RandomGenerator random) {
        if (!matmul) {
            return new long[] {dst[1]};
        }
        long[] bias = dst.clone();
        boolean row = random.nextBoolean();
        for (int d = 0; d < bias.length; d++) {
            if (row ? d < bias.length - 1 : random.nextBoolean()) {
                bias[d] = 1;
            }
        }
        return bias;
    }

    /// The element of a bias that is added to an element of dst.
    int biasPlace(long[] bias, int index) {
        if (!matmul) {
            return index % (int) dst[1];
        }
        int place = 0;
        int step = 1;
        for (int d = dst.length - 1; d >= 0; d--) {
            place += (int) (bias[d] == 1 ? 0 : index % dst[d]) * step;
            step *= (int) bias[d];
            index /= (int) dst[d];
        }
        return place;
    }

    /// The dimension of src along which scales and zero points may differ.
    int srcChannels() {
        return matmul ? src.length - 1 : 1;
    }

    @Override
    public void visit(Visitor visitor) {
        if (!matmul) {
            int length = elements(src) / (int) src[0];
            visitMatrix(visitor, new int[3], (int) dst[1], length, /* transposed= */ true);
            return;
        }
        int last = dst.length - 1;
        int k = (int) src[last];
        int batches = elements(Arrays.copyOf(dst, last - 1));
        for (int batch = 0; batch < batches; batch++) {
            int[] starts = {
                place(batch, src) * (int) dst[last - 1] * k,
                place(batch, weights) * k * (int) dst[last],
                batch * (int) (dst[last - 1] * dst[last])
            };
            visitMatrix(visitor, starts, (int) dst[last], k, /* transposed= */ false);
        }
    }

    private void visitMatrix(Visitor visitor, int[] starts, int n, int k, boolean transposed) {
        int m = (int) dst[dst.length - 2];
        for (int row = 0; row < m; row++) {
            for (int column = 0; column < n; column++) {
                for (int i = 0; i < k; i++) {
                    int weight = transposed ? column * k + i : i * n + column;
                    visitor.visit(
                            starts[0] + row * k + i,
                            starts[1] + weight,
                            starts[2] + row * n + column);
                }
            }
        }
    }

    /// Which matrix of a tensor serves a matrix of dst.
    private int place(int batch, long[] dims) {
        int place = 0;
        int step = 1;
        for (int d = dst.length - 3; d >= 0; d--) {
            place += (int) (dims[d] == 1 ? 0 : batch % dst[d]) * step;
            step *= (int) dims[d];
            batch /= (int) dst[d];
        }
        return place;
    }

    static int elements(long[] dims) {
        long product = 1;
        for (long dim : dims) {
            product *= dim;
        }
        return Math.toIntExact(product);
    }
}
