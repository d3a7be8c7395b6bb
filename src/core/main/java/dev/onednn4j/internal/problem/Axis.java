package dev.onednn4j.internal.problem;

import dev.onednn4j.MemoryDescriptor;

/// A dimension that a primitive works along, counted from 0.
public final class Axis {
    private Axis() {}

    /// Checks that a tensor has a dimension.
    ///
    /// @throws IllegalArgumentException when a tensor has no such dimension
    public static void require(int axis, MemoryDescriptor tensor) {
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
