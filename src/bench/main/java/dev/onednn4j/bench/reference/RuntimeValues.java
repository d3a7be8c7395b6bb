package dev.onednn4j.bench.reference;

import java.util.Map;
import java.util.Objects;

/// The values of the tensors that attributes need when a primitive runs, by their names.
///
/// @param elements of each tensor, dense and row-major
public record RuntimeValues(Map<String, TensorElements> elements) {
    public RuntimeValues {
        elements = Map.copyOf(elements);
    }

    boolean has(String name) {
        return elements.containsKey(name);
    }

    /// @param name of a tensor that is there
    TensorElements get(String name) {
        return Objects.requireNonNull(elements.get(name), name);
    }
}
