package dev.onednn4j.fuzz.reference;

import java.util.Map;

/// What the results of a problem are by definition.
public interface Definition {
    /// The results.
    ///
    /// @param inputs all tensors that are read
    /// @return by the names of the tensors; one that is left out is not known
    Map<String, Bounds> results(Inputs inputs);
}
