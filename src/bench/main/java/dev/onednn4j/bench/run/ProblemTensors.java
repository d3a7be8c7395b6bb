package dev.onednn4j.bench.run;

import dev.onednn4j.Engine;
import dev.onednn4j.Execution;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.bench.problem.ConvolutionCase;
import dev.onednn4j.bench.problem.Direction;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;

/// The tensors of one problem. A gradient counts as the tensor that it is the gradient by.
///
/// Not thread safe. The memory is that of an arena.
///
/// @param bias null when there is none
/// @param runtime what attributes need besides
record ProblemTensors(
        Operand src,
        Operand weights,
        @Nullable Operand bias,
        Operand dst,
        RuntimeOperands runtime) {
    /// Allocates them; they hold zeros, but for those that attributes need, which are filled.
    static ProblemTensors allocate(CasePrimitive primitive, ConvolutionCase tested, Arena arena) {
        MemoryDescriptor bias = primitive.bias();
        return new ProblemTensors(
                Operand.allocate(arena, primitive.src()),
                Operand.allocate(arena, primitive.weights()),
                bias == null ? null : Operand.allocate(arena, bias),
                Operand.allocate(arena, primitive.dst()),
                RuntimeOperands.allocate(primitive, tested, arena));
    }

    /// Hands everything to the primitive.
    void give(Engine engine) {
        src.give(engine);
        weights.give(engine);
        if (bias != null) {
            bias.give(engine);
        }
        dst.give(engine);
        runtime.give(engine);
    }

    Execution bind(CasePrimitive primitive) {
        return primitive.bind(
                src.tensor(),
                weights.tensor(),
                bias == null ? null : bias.tensor(),
                dst.tensor(),
                runtime.arguments());
    }

    /// What a direction writes, the bias's gradient aside.
    Operand result(Direction direction) {
        return switch (direction) {
            case FWD_B, FWD_D, FWD_I -> dst;
            case BWD_D -> src;
            case BWD_W, BWD_WB -> weights;
        };
    }
}
