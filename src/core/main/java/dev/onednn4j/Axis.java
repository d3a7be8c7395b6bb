package dev.onednn4j;

/// A dimension that a primitive works along, counted from 0.
final class Axis {
    private Axis() {}

    /// @throws IllegalArgumentException when a tensor has no such dimension
    static void require(int axis, MemoryDescriptor tensor) {
        if (axis < 0 || axis >= tensor.ndims()) {
            throw new IllegalArgumentException(
                    "axis: expected 0 … "
                            + (tensor.ndims() - 1)
                            + " for "
                            + tensor
                            + ", got "
                            + axis);
        }
    }
}
