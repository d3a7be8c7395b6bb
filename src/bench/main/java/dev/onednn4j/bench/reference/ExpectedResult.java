package dev.onednn4j.bench.reference;

import dev.onednn4j.DataType;

/// What a result should be before it is rounded to its type: for each element a value, or the range
/// in which roundings on the way leave it.
///
/// @param low dense and row-major
/// @param high the same array where values are exact
/// @param exact whether nothing is rounded on the way
public record ExpectedResult(double[] low, double[] high, boolean exact) {
    /// The largest f32 below 2^31, at which some kernels end where s32 does not.
    private static final double S32_END_IN_F32 = 0x7FFFFF80;

    public static ExpectedResult exactly(double[] values) {
        return new ExpectedResult(values, values, true);
    }

    static ExpectedResult between(double[] low, double[] high) {
        return new ExpectedResult(low, high, false);
    }

    int count() {
        return low.length;
    }

    /// Whether an element of the result is right.
    ///
    /// @param type the type of the result
    boolean accepts(DataType type, int index, double got) {
        double least = Rounding.nearest(type, low[index]);
        double most = exact ? least : Rounding.nearest(type, high[index]);
        if (got >= least && got <= most) {
            return true;
        }
        if (Double.isNaN(low[index]) || Double.isNaN(high[index])) {
            return Double.isNaN(got) || Rounding.isInteger(type);
        }
        return type == DataType.S32 && most == Integer.MAX_VALUE && got >= S32_END_IN_F32;
    }

    /// An element as a message tells it.
    String describe(DataType type, int index) {
        double least = Rounding.nearest(type, low[index]);
        double most = Rounding.nearest(type, high[index]);
        return least == most ? String.valueOf(least) : least + " to " + most;
    }
}
