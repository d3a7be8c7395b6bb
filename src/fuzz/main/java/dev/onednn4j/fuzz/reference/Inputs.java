package dev.onednn4j.fuzz.reference;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/// The elements that a problem is run on, by the names of its tensors, in the order of their
/// dimensions.
public final class Inputs {
    private final Map<String, double[]> values = new HashMap<>();

    /// Sets a tensor's elements.
    public void put(String name, double[] elements) {
        values.put(name, elements);
    }

    /// A tensor's elements.
    ///
    /// @throws IllegalArgumentException when there are none
    public double[] get(String name) {
        double[] found = values.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no elements of " + name);
        }
        return found;
    }

    /// A tensor's elements; null when there are none.
    public double @Nullable [] find(String name) {
        return values.get(name);
    }

    /// Whether there is a tensor of that name.
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /// The element of a channel, where a tensor has one for each or one for all.
    double channel(String name, int channel, double otherwise) {
        double[] found = values.get(name);
        if (found == null) {
            return otherwise;
        }
        return found[found.length == 1 ? 0 : channel];
    }
}
