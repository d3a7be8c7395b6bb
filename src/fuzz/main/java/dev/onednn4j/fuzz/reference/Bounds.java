package dev.onednn4j.fuzz.reference;

import dev.onednn4j.DataType;
import dev.onednn4j.fuzz.memory.Elements;

/// Between what numbers each element of a result must lie before it is stored. Where a bound is no
/// finite number, the element may be anything.
public record Bounds(double[] low, double[] high) {
    /// Elements without any tolerance.
    public static Bounds exactly(double[] values) {
        return new Bounds(values, values);
    }

    /// Elements that may be off.
    public static Bounds within(double[] values, double[] tolerance) {
        double[] low = new double[values.length];
        double[] high = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            low[i] = values[i] - tolerance[i];
            high[i] = values[i] + tolerance[i];
        }
        return new Bounds(low, high);
    }

    /// Whether an element says anything at all.
    public boolean constrains(int index) {
        return Double.isFinite(low[index]) && Double.isFinite(high[index]);
    }

    /// Whether a stored element is one of those that may be.
    public boolean accepts(DataType type, int index, double value) {
        if (!constrains(index)) {
            return true;
        }
        return value >= Elements.stored(type, low[index])
                && value <= Elements.stored(type, high[index]);
    }

    /// What an element must be, for people.
    public String describe(DataType type, int index) {
        double least = Elements.stored(type, low[index]);
        double most = Elements.stored(type, high[index]);
        return least == most ? String.valueOf(least) : least + " to " + most;
    }
}
