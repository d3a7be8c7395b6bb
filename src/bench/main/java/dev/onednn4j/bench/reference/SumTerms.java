package dev.onednn4j.bench.reference;

/// Some terms of a sum: the products of stretches of lines and one weight each; for the next row of
/// a [Tile] the weight is `weightStep` further.
///
/// Not thread safe.
final class SumTerms {
    /// The most terms at once: as many as HotSpot still vectorises a loop of.
    static final int MOST = 3;

    final int weightStep;
    final int[] line = new int[MOST];
    final int[] start = new int[MOST];
    final int[] weight = new int[MOST];
    private int count;

    SumTerms(int weightStep) {
        this.weightStep = weightStep;
    }

    int count() {
        return count;
    }

    void clear() {
        count = 0;
    }

    /// @param start where on the line the first place of the tile is met
    void add(int line, int start, int weight) {
        this.line[count] = line;
        this.start[count] = start;
        this.weight[count] = weight;
        count++;
    }
}
