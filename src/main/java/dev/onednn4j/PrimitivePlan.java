package dev.onednn4j;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What a primitive is made from.
///
/// @param problem the problem as arguments of benchdnn, for messages
/// @param descriptor the native primitive descriptor, which stays the builder's
/// @param runtimeArguments the tensors that are passed by name at each execution
record PrimitivePlan(
        Engine engine,
        Supplier<String> problem,
        MemorySegment descriptor,
        List<Argument> runtimeArguments) {
    /// The same with more tensors that are passed by name.
    PrimitivePlan with(List<Argument> named) {
        return new PrimitivePlan(
                engine,
                problem,
                descriptor,
                Stream.concat(named.stream(), runtimeArguments.stream()).toList());
    }
}
