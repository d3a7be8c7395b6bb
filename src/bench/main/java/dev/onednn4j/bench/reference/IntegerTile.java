package dev.onednn4j.bench.reference;

import java.util.Arrays;

/// A [Tile] for integers so small that their sums are exact in f32.
final class IntegerTile implements Tile {
    private final int[][] lines;
    private final double[] weights;
    private final int capacity;
    private final float[] sums = new float[ROWS * LENGTH];

    /// @param capacity how many products can be added in f32 without rounding
    IntegerTile(int[][] lines, double[] weights, int capacity) {
        this.lines = lines;
        this.weights = weights;
        this.capacity = capacity;
    }

    @Override
    public int capacity() {
        return capacity;
    }

    @Override
    public void clear() {
        Arrays.fill(sums, 0);
    }

    @Override
    public void add(SumTerms terms, int rows, int places) {
        int last = terms.count() - 1;
        int second = Math.min(1, last);
        int third = Math.min(2, last);
        for (int row = 0; row < rows; row += 2) {
            int other = row + 1 < rows ? row + 1 : -1;
            float weight00 = weight(terms, 0, row);
            float weight01 = weight(terms, 1, row);
            float weight02 = weight(terms, 2, row);
            float weight10 = weight(terms, 0, other);
            float weight11 = weight(terms, 1, other);
            float weight12 = weight(terms, 2, other);
            if (weight00 != 0
                    || weight01 != 0
                    || weight02 != 0
                    || weight10 != 0
                    || weight11 != 0
                    || weight12 != 0) {
                MultiplyAdd.addTo(
                        sums,
                        row * LENGTH,
                        lines[terms.line[0]],
                        terms.start[0],
                        lines[terms.line[second]],
                        terms.start[second],
                        lines[terms.line[third]],
                        terms.start[third],
                        weight00,
                        weight01,
                        weight02,
                        weight10,
                        weight11,
                        weight12,
                        places);
            }
        }
    }

    /// The weight of a term in a row, 0 where there is no such term or row.
    private float weight(SumTerms terms, int term, int row) {
        return term < terms.count() && row >= 0
                ? (float) weights[terms.weight[term] + row * terms.weightStep]
                : 0;
    }

    @Override
    public void addTo(int row, int place, int count, double[] into, int at, int step) {
        int from = row * LENGTH + place;
        for (int i = 0; i < count; i++) {
            into[at + i * step] += sums[from + i];
        }
    }
}
