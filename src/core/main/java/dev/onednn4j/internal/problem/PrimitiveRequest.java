package dev.onednn4j.internal.problem;

import dev.onednn4j.DataType;
import dev.onednn4j.internal.attribute.AttributedShape;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.Supplier;

/// What a builder asks of oneDNN.
///
/// @param function the C function that makes the primitive descriptor
/// @param problem with the attributes left out
/// @param dst the type of the result
/// @param arguments which tensors executions take
/// @param open asks the same with all layouts left open; null where layouts must be given
public record PrimitiveRequest(
        String function,
        Problem problem,
        AttributedShape shape,
        DataType dst,
        Arguments arguments,
        Call call,
        @Nullable Supplier<PrimitiveRequest> open) {
    /// A request whose layouts must be given.
    public PrimitiveRequest(
            String function,
            Problem problem,
            AttributedShape shape,
            DataType dst,
            Arguments arguments,
            Call call) {
        this(function, problem, shape, dst, arguments, call, null);
    }

    /// The same, with what asks the same with all layouts left open.
    public PrimitiveRequest orOpen(Supplier<PrimitiveRequest> open) {
        return new PrimitiveRequest(function, problem, shape, dst, arguments, call, open);
    }

    /// Makes a native primitive descriptor.
    public interface Call {
        /// Calls the C function.
        ///
        /// @param scratch lives until the primitive is made
        /// @return the C status
        int create(
                MemorySegment out, MemorySegment engine, MemorySegment attributes, Arena scratch);
    }
}
