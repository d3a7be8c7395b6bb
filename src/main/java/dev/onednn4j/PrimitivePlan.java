package dev.onednn4j;

import java.lang.foreign.MemorySegment;
import java.util.List;

/// What the primitive of a problem is made from.
///
/// @param descriptor the native primitive descriptor, which stays the builder's
record PrimitivePlan(Engine engine, SpatialProblem problem, MemorySegment descriptor) {
    /// The tensors that the attributes need at each execution.
    List<Argument> runtimeArguments() {
        return problem.attributes().arguments(problem.result(), descriptor);
    }
}
