package dev.onednn4j.bench.reference;

import java.util.ArrayList;
import java.util.List;

/// A result beside what it should be.
///
/// @param wrong how many elements are not what they should be
/// @param zeros how many elements are 0
/// @param evidence the first wrong ones, a line each
public record Comparison(long count, long wrong, long zeros, List<String> evidence) {
    public static final Comparison NONE = new Comparison(0, 0, 0, List.of());

    private static final int SHOWN = 5;
    private static final int LEAST_COUNT = 10;

    /// Compares all elements.
    ///
    /// @param name what the result is called
    /// @param got dense and row-major
    public static Comparison of(
            String name, ExpectedResult expected, TensorElements got, long[] dims) {
        return Chunk.of(expected.count())
                .map(chunk -> of(name, expected, got, dims, chunk))
                .reduce(NONE, Comparison::plus);
    }

    private static Comparison of(
            String name, ExpectedResult expected, TensorElements got, long[] dims, Chunk chunk) {
        double[] values = new double[chunk.count()];
        got.read(chunk.first(), values, 0, chunk.count());
        long wrong = 0;
        long zeros = 0;
        List<String> evidence = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            int at = (int) chunk.first() + i;
            if (values[i] == 0) {
                zeros++;
            }
            if (!expected.accepts(got.type(), at, values[i])) {
                wrong++;
                if (evidence.size() < SHOWN) {
                    String wanted = expected.describe(got.type(), at);
                    evidence.add(
                            "%s%s: expected %s, got %s"
                                    .formatted(name, place(at, dims), wanted, values[i]));
                }
            }
        }
        return new Comparison(values.length, wrong, zeros, evidence);
    }

    /// Both together.
    public Comparison plus(Comparison other) {
        List<String> both = new ArrayList<>(evidence);
        both.addAll(other.evidence);
        return new Comparison(
                count + other.count,
                wrong + other.wrong,
                zeros + other.zeros,
                both.subList(0, Math.min(SHOWN, both.size())));
    }

    /// Whether so much is 0 that little is proved.
    ///
    /// @param trusted the part of the elements that may be 0
    public boolean hasMoreZeros(double trusted) {
        return count >= LEAST_COUNT && zeros > trusted * count;
    }

    private static String place(long index, long[] dims) {
        long rest = index;
        StringBuilder place = new StringBuilder("]");
        for (int d = dims.length - 1; d >= 0; d--) {
            place.insert(0, (d == 0 ? "[" : ",") + rest % dims[d]);
            rest /= dims[d];
        }
        return place.toString();
    }
}
