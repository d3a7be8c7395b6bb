package dev.onednn4j.bench;

import java.util.Arrays;

/// Matrix products in single precision, for the reference. All its factors are small integers, so
/// that every sum is exact in whatever order it is made.
final class Products {
    private static final int ROWS = 4;
    private static final int COLUMNS = 1024;

    private final float[][] sums = new float[ROWS][COLUMNS];

    /// Adds the product of two matrices to a third.
    ///
    /// @param left `rows` × `inner`; the element (r, i) is at leftStart + r · leftRow + i ·
    ///   leftStep
    /// @param right `inner` × `columns`, rows one after the other
    /// @param result `rows` × `columns`; row r begins at resultStart + r · resultRow
    void add(
            float[] left,
            int leftStart,
            int leftRow,
            int leftStep,
            float[] right,
            float[] result,
            int resultStart,
            int resultRow,
            int rows,
            int inner,
            int columns) {
        for (int column = 0; column < columns; column += COLUMNS) {
            int width = Math.min(COLUMNS, columns - column);
            for (int row = 0; row < rows; row += ROWS) {
                int height = Math.min(ROWS, rows - row);
                for (float[] sum : sums) {
                    Arrays.fill(sum, 0, width, 0);
                }
                int at = leftStart + row * leftRow;
                for (int i = 0; i < inner; i++) {
                    int factor = at + i * leftStep;
                    accumulate(
                            left[factor],
                            height > 1 ? left[factor + leftRow] : 0,
                            height > 2 ? left[factor + 2 * leftRow] : 0,
                            height > 3 ? left[factor + 3 * leftRow] : 0,
                            right,
                            i * columns + column,
                            width);
                }
                for (int r = 0; r < height; r++) {
                    int to = resultStart + (row + r) * resultRow + column;
                    for (int c = 0; c < width; c++) {
                        result[to + c] += sums[r][c];
                    }
                }
            }
        }
    }

    /// Four rows at once: each element of the right matrix is read from memory a quarter as often.
    private void accumulate(
            float first,
            float second,
            float third,
            float fourth,
            float[] right,
            int at,
            int width) {
        if (first == 0 && second == 0 && third == 0 && fourth == 0) {
            return;
        }
        float[] sum0 = sums[0];
        float[] sum1 = sums[1];
        float[] sum2 = sums[2];
        float[] sum3 = sums[3];
        for (int c = 0; c < width; c++) {
            float factor = right[at + c];
            sum0[c] += first * factor;
            sum1[c] += second * factor;
            sum2[c] += third * factor;
            sum3[c] += fourth * factor;
        }
    }
}
