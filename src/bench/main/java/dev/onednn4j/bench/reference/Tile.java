package dev.onednn4j.bench.reference;

/// Sums of products for neighbouring places of some channels, few enough to stay in the fastest
/// cache while everything is added to them.
///
/// Not thread safe.
sealed interface Tile permits IntegerTile, RealTile {
    /// The most channels.
    int ROWS = 4;

    /// The most places.
    int LENGTH = 1024;

    /// How many terms can be added before sums must be taken.
    int capacity();

    /// Sets everything to 0.
    void clear();

    /// Adds products to the first places of the first rows.
    void add(SumTerms terms, int rows, int places);

    /// Adds sums to every so many elements of an array.
    void addTo(int row, int place, int count, double[] into, int at, int step);
}
