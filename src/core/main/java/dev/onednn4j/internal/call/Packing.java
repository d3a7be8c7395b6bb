package dev.onednn4j.internal.call;

import dev.onednn4j.DataType;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Tensor;

import java.lang.foreign.Arena;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/// Brings tensors into the layouts that primitives chose.
public final class Packing {
    private static final Set<DataType> INTEGERS =
            EnumSet.of(
                    DataType.S8,
                    DataType.U8,
                    DataType.S4,
                    DataType.U4,
                    DataType.S32,
                    DataType.S64,
                    DataType.BOOLEAN);

    private Packing() {}

    /// Weights in the layout of a descriptor: themselves when they are in that layout, otherwise a
    /// copy.
    ///
    /// @throws IllegalArgumentException when the dimensions differ, or real numbers would be
    ///   rounded to whole ones
    public static Tensor weights(
            Device device, Tensor weights, MemoryDescriptor wanted, Arena arena) {
        return pack(
                device,
                "weights",
                weights,
                wanted,
                "; quantize them with QuantizedWeights.of and pack its values, or round them with"
                        + " Reorder.run",
                arena);
    }

    /// A runtime argument, otherwise as [#weights].
    ///
    /// @param name of the argument
    public static Tensor argument(
            Device device, String name, Tensor tensor, MemoryDescriptor wanted, Arena arena) {
        return pack(
                device,
                name,
                Objects.requireNonNull(tensor, "tensor"),
                wanted,
                "; scale them first, as QuantizationRange.quantize does, or round them with"
                        + " Reorder.run",
                arena);
    }

    private static Tensor pack(
            Device device,
            String name,
            Tensor tensor,
            MemoryDescriptor wanted,
            String remedy,
            Arena arena) {
        MemoryDescriptor given = Objects.requireNonNull(tensor, name).descriptor();
        Objects.requireNonNull(arena, "arena");
        if (INTEGERS.contains(wanted.dataType()) && !INTEGERS.contains(given.dataType())) {
            throw new IllegalArgumentException(
                    name
                            + ": expected "
                            + wanted.dataType()
                            + ", which this primitive computes with, got "
                            + given
                            + ", whose numbers would be rounded to whole ones"
                            + remedy);
        }
        return Reorders.into(device, tensor, wanted, arena);
    }
}
