package dev.onednn4j.internal.memory;

import dev.onednn4j.DataType;
import dev.onednn4j.MemoryDescriptor;

/// Keeps 4-bit types from primitives that write them into the wrong places, or read them from
/// there. Reorders take them, and primitives that only read them element by element.
public final class WholeBytes {
    private WholeBytes() {}

    /// Checks the type of a tensor.
    ///
    /// @throws IllegalArgumentException when two elements of a tensor share a byte
    public static void require(String name, MemoryDescriptor tensor) {
        require(name, tensor.dataType(), tensor);
    }

    /// Checks a type.
    ///
    /// @param shown what the message tells
    /// @throws IllegalArgumentException when two elements of a type share a byte
    public static void require(String name, DataType type, Object shown) {
        if (type.elementsPerByte() > 1) {
            throw new IllegalArgumentException(
                    name
                            + ": expected a type of at least 8 bits, as oneDNN gets 4-bit ones"
                            + " wrong here, got "
                            + shown
                            + "; take s8 or f32, with a Reorder from it or to it");
        }
    }
}
