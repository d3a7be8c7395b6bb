package dev.onednn4j;

import dev.onednn4j.internal.problem.AttributedShape;
import dev.onednn4j.internal.problem.Problem;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// What a builder asks of oneDNN.
///
/// @param function the C function that makes the primitive descriptor
/// @param problem with the attributes left out
/// @param dst the type of the result
record PrimitiveRequest(
        String function, Problem problem, AttributedShape shape, DataType dst, Call call) {
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
