package dev.onednn4j.internal.problem;

import dev.onednn4j.internal.attribute.Pass;
import dev.onednn4j.internal.memory.Argument;
import dev.onednn4j.internal.memory.TensorRole;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.Function;

/// Which tensors the executions of a primitive take. The lists are made for the native primitive
/// descriptor that was chosen.
///
/// @param fixed those that every execution names, in their order
/// @param named those that are passed by name
/// @param optional what the last fixed one is called where a primitive may have it or not
/// @param inPlaceSource the input whose memory the result may take where both are described alike,
///   by oneDNN's word; empty where the primitive cannot work in place
public record Arguments(
        Function<MemorySegment, List<Argument>> fixed,
        Function<MemorySegment, List<Argument>> named,
        String optional,
        String inPlaceSource) {
    /// These tensors; without the last one where that is optional and the descriptor has none.
    public static Arguments of(TensorRole... roles) {
        return new Arguments(
                descriptor -> TensorRole.arguments(descriptor, roles),
                descriptor -> List.of(),
                "tensor",
                "");
    }

    /// The tensors of a primitive with weights.
    public static Arguments weighted(Pass pass) {
        return switch (pass) {
            case FORWARD ->
                    of(TensorRole.SRC, TensorRole.WEIGHTS, TensorRole.DST, TensorRole.BIAS)
                            .optional("bias");
            case BACKWARD_DATA -> of(TensorRole.DIFF_DST, TensorRole.WEIGHTS, TensorRole.DIFF_SRC);
            case BACKWARD_WEIGHTS ->
                    of(
                                    TensorRole.SRC,
                                    TensorRole.DIFF_DST,
                                    TensorRole.DIFF_WEIGHTS,
                                    TensorRole.DIFF_BIAS)
                            .optional("diff_bias");
        };
    }

    /// These tensors, whatever the native descriptor.
    public static Arguments of(List<Argument> arguments) {
        return new Arguments(descriptor -> arguments, descriptor -> List.of(), "tensor", "");
    }

    /// The same with a name for the last one.
    public Arguments optional(String name) {
        return new Arguments(fixed, named, name, inPlaceSource);
    }

    /// The same for a primitive that can write its result over an input.
    public Arguments inPlace(String source) {
        return new Arguments(fixed, named, optional, source);
    }

    /// The same with tensors that are passed by name.
    public Arguments named(Function<MemorySegment, List<Argument>> named) {
        return new Arguments(fixed, named, optional, inPlaceSource);
    }
}
