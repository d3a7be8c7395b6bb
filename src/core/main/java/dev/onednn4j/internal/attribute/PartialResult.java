package dev.onednn4j.internal.attribute;

import dev.onednn4j.DataType;
import dev.onednn4j.MemoryDescriptor;

import java.util.Arrays;

/// What a chain of post-operations has computed so far.
///
/// @param shape the sizes of the primitive
/// @param type the type that the result would be written in
/// @param dims the dimensions of the result
/// @param fused whether a depthwise convolution was applied
public record PartialResult(AttributedShape shape, DataType type, long[] dims, boolean fused) {
    /// What the primitive itself computes.
    public static PartialResult of(AttributedShape shape, DataType dst) {
        return new PartialResult(shape, dst, shape.dst(), false);
    }

    /// Checks that a tensor has the dimensions of the result, or 1 where one value serves all.
    ///
    /// @throws IllegalArgumentException when it has not
    void requireBroadcast(String name, MemoryDescriptor operand) {
        if (operand.dataType() == DataType.F64) {
            throw new IllegalArgumentException(
                    name + ": expected a type that post-operations compute with, got f64");
        }
        long[] given = operand.dims();
        boolean fits = given.length == dims.length;
        for (int d = 0; fits && d < dims.length; d++) {
            fits = given[d] == dims[d] || given[d] == 1;
        }
        if (!fits) {
            throw new IllegalArgumentException(
                    name
                            + ": expected "
                            + Arrays.toString(dims)
                            + ", or 1 in those dimensions where one value serves all, for "
                            + shape
                            + ", got "
                            + Arrays.toString(given));
        }
    }
}
