package dev.onednn4j.bench.reference;

import java.util.Arrays;

/// A [Tile] for any numbers, in double precision, and several times as slow as one for integers.
final class RealTile implements Tile {
    private final double[][] lines;
    private final double[] weights;
    private final double[] sums = new double[ROWS * LENGTH];

    RealTile(double[][] lines, double[] weights) {
        this.lines = lines;
        this.weights = weights;
    }

    @Override
    public int capacity() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void clear() {
        Arrays.fill(sums, 0);
    }

    @Override
    public void add(SumTerms terms, int rows, int places) {
        for (int row = 0; row < rows; row++) {
            for (int term = 0; term < terms.count(); term++) {
                MultiplyAdd.addTo(
                        sums,
                        row * LENGTH,
                        lines[terms.line[term]],
                        terms.start[term],
                        weights[terms.weight[term] + row * terms.weightStep],
                        places);
            }
        }
    }

    @Override
    public void addTo(int row, int place, int count, double[] into, int at, int step) {
        int from = row * LENGTH + place;
        for (int i = 0; i < count; i++) {
            into[at + i * step] += sums[from + i];
        }
    }
}
