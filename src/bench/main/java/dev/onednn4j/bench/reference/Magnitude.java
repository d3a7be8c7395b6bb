package dev.onednn4j.bench.reference;

/// How large the elements of an operand are.
///
/// @param largest the largest absolute value
/// @param fraction how far an element is at most from an `int`
record Magnitude(double largest, double fraction) {
    /// What f32 counts up to without gaps.
    private static final double COUNTED = 0x1p24;

    /// So many terms can always be added before sums must be taken out of a [Tile].
    private static final int LEAST_TERMS = 64;

    /// @throws ArithmeticException when an element is not finite
    static Magnitude of(TensorElements elements) {
        Magnitude all =
                Chunk.of(elements.count())
                        .map(chunk -> of(elements, chunk))
                        .reduce(new Magnitude(0, 0), Magnitude::or);
        if (!Double.isFinite(all.largest)) {
            throw new ArithmeticException("an operand is infinite or no number");
        }
        return all;
    }

    private static Magnitude of(TensorElements elements, Chunk chunk) {
        double[] values = new double[chunk.count()];
        elements.read(chunk.first(), values, 0, chunk.count());
        double largest = 0;
        double fraction = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
            // Vectorised, unlike rint; what no int holds is too large for f32 anyway.
            fraction = Math.max(fraction, Math.abs(value - (int) value));
        }
        return new Magnitude(largest, fraction);
    }

    private Magnitude or(Magnitude other) {
        return new Magnitude(Math.max(largest, other.largest), Math.max(fraction, other.fraction));
    }

    /// That of what is left when numbers up to a magnitude are subtracted.
    Magnitude shiftedBy(int zeroPoint) {
        return new Magnitude(largest + Math.abs((double) zeroPoint), fraction);
    }

    /// How many products with elements of another operand f32 adds up without rounding; 0 when so
    /// few that it is not worth it, or when there are fractions.
    int exactTerms(Magnitude other) {
        double product = Math.max(1, largest) * Math.max(1, other.largest);
        boolean small = fraction == 0 && other.fraction == 0 && product * LEAST_TERMS <= COUNTED;
        return small ? (int) (COUNTED / product) : 0;
    }
}
