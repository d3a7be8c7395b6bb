package dev.onednn4j;

import dev.onednn4j.internal.problem.Implementation;
import dev.onednn4j.internal.problem.Problem;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What a primitive is made from.
///
/// @param problem the problem as it was asked
/// @param descriptor the native primitive descriptor, which stays the builder's
/// @param threads the OpenMP threads that the primitive is made for
/// @param passedOver see [Primitive#passedOver()]
/// @param runtimeArguments the tensors that are passed by name at each execution
record PrimitivePlan(
        Engine engine,
        Problem problem,
        MemorySegment descriptor,
        Implementation implementation,
        int threads,
        Map<String, String> passedOver,
        List<Argument> runtimeArguments) {
    /// The same with more tensors that are passed by name.
    PrimitivePlan with(List<Argument> named) {
        return new PrimitivePlan(
                engine,
                problem,
                descriptor,
                implementation,
                threads,
                passedOver,
                Stream.concat(named.stream(), runtimeArguments.stream()).toList());
    }
}
