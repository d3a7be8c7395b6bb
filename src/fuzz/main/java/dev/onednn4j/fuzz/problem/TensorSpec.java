package dev.onednn4j.fuzz.problem;

import dev.onednn4j.DataType;

/// A tensor as a problem asks for it; its dimensions follow from the sizes.
public record TensorSpec(DataType type, LayoutSpec layout) {
    /// Reads `f32:abcd`.
    static TensorSpec parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no tensor: expected TYPE:LAYOUT, such as f32:abcd");
        }
        return new TensorSpec(
                DataType.of(text.substring(0, colon)), LayoutSpec.parse(text.substring(colon + 1)));
    }

    /// The same with another type.
    public TensorSpec with(DataType other) {
        return new TensorSpec(other, layout);
    }

    /// The same in another layout.
    public TensorSpec with(LayoutSpec other) {
        return new TensorSpec(type, other);
    }

    @Override
    public String toString() {
        return type + ":" + layout;
    }
}
