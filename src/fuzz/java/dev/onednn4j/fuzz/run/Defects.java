package dev.onednn4j.fuzz.run;

import dev.onednn4j.Primitive;

import java.util.Map;

/// What the library itself knows to be wrong in oneDNN.
final class Defects {
    private Defects() {}

    /// The implementations that were passed over for a primitive, with the ids of the defects.
    static Map<String, String> passedOver(Primitive primitive) {
        return Map.of();
    }
}
