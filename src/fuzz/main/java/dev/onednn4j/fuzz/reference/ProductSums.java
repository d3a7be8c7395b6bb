package dev.onednn4j.fuzz.reference;

import dev.onednn4j.fuzz.problem.MatrixSizes;
import dev.onednn4j.fuzz.problem.Numbers;

/// The sums of products of inner products and matrix products.
final class ProductSums {
    private ProductSums() {}

    /// `dst[m,n] = Σ left[m,k] · right[n,k]`
    static double[] transposed(double[] left, double[] right, int rows, int columns) {
        int inner = left.length / rows;
        double[] sums = new double[rows * columns];
        for (int m = 0; m < rows; m++) {
            for (int n = 0; n < columns; n++) {
                double sum = 0;
                for (int k = 0; k < inner; k++) {
                    sum += left[m * inner + k] * right[n * inner + k];
                }
                sums[m * columns + n] = sum;
            }
        }
        return sums;
    }

    /// `dst[m,n] = Σ left[m,k] · right[k,n]`
    static double[] straight(double[] left, double[] right, int rows, int columns) {
        int inner = left.length / rows;
        double[] sums = new double[rows * columns];
        addStraight(sums, 0, left, 0, right, 0, rows, inner, columns);
        return sums;
    }

    /// `dst[m,n] = Σ left[k,m] · right[k,n]`
    static double[] leftTransposed(double[] left, double[] right, int inner) {
        int rows = left.length / inner;
        int columns = right.length / inner;
        double[] sums = new double[rows * columns];
        for (int k = 0; k < inner; k++) {
            for (int m = 0; m < rows; m++) {
                for (int n = 0; n < columns; n++) {
                    sums[m * columns + n] += left[k * rows + m] * right[k * columns + n];
                }
            }
        }
        return sums;
    }

    /// A batch of products, where one matrix may serve several.
    static double[] batched(MatrixSizes sizes, double[] left, double[] right) {
        long[] dst = sizes.dims("dst");
        int last = dst.length - 1;
        int rows = (int) dst[last - 1];
        int columns = (int) dst[last];
        int inner = (int) (long) sizes.src().getLast();
        long[] batch = front(dst);
        int[] lefts = Places.spread(batch, front(Numbers.array(sizes.src())));
        int[] rights = Places.spread(batch, front(Numbers.array(sizes.weights())));
        double[] sums = new double[lefts.length * rows * columns];
        for (int b = 0; b < lefts.length; b++) {
            addStraight(
                    sums,
                    b * rows * columns,
                    left,
                    lefts[b] * rows * inner,
                    right,
                    rights[b] * inner * columns,
                    rows,
                    inner,
                    columns);
        }
        return sums;
    }

    /// All dimensions but the last two; one of 1 where there are no others.
    private static long[] front(long[] dims) {
        long[] front = new long[Math.max(1, dims.length - 2)];
        front[0] = 1;
        System.arraycopy(dims, 0, front, 0, dims.length - 2);
        return front;
    }

    private static void addStraight(
            double[] sums,
            int start,
            double[] left,
            int leftStart,
            double[] right,
            int rightStart,
            int rows,
            int inner,
            int columns) {
        for (int m = 0; m < rows; m++) {
            for (int k = 0; k < inner; k++) {
                double factor = left[leftStart + m * inner + k];
                for (int n = 0; n < columns; n++) {
                    sums[start + m * columns + n] += factor * right[rightStart + k * columns + n];
                }
            }
        }
    }
}
