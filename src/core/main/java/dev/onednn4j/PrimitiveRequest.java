package dev.onednn4j;

import dev.onednn4j.internal.problem.AttributedShape;
import dev.onednn4j.internal.problem.Problem;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.Supplier;

/// What a builder asks of oneDNN.
///
/// @param function the C function that makes the primitive descriptor
/// @param problem with the attributes left out
/// @param dst the type of the result
/// @param open asks the same with all layouts left open; null where layouts must be given
record PrimitiveRequest(
        String function,
        Problem problem,
        AttributedShape shape,
        DataType dst,
        Call call,
        @Nullable Supplier<PrimitiveRequest> open) {
    /// A request whose layouts must be given.
    PrimitiveRequest(
            String function, Problem problem, AttributedShape shape, DataType dst, Call call) {
        this(function, problem, shape, dst, call, null);
    }

    /// The same, with what asks the same with all layouts left open.
    PrimitiveRequest orOpen(Supplier<PrimitiveRequest> open) {
        return new PrimitiveRequest(function, problem, shape, dst, call, open);
    }

    /// Makes a native primitive descriptor.
    interface Call {
        /// Calls the C function.
        ///
        /// @param scratch lives until the primitive is made
        /// @return the C status
        int create(
                MemorySegment out, MemorySegment engine, MemorySegment attributes, Arena scratch);
    }
}
