package dev.onednn4j.bench.run;

import dev.onednn4j.Engine;
import dev.onednn4j.Execution;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.bench.problem.CaseDirection;
import dev.onednn4j.bench.problem.ConvolutionCase;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;

/// The tensors of one problem. A gradient counts as the tensor that it is the gradient by.
///
/// Not thread safe. The memory is that of an arena.
///
/// @param bias null when there is none
/// @param runtime what attributes need besides
record CaseTensors(
        CaseTensor src,
        CaseTensor weights,
        @Nullable CaseTensor bias,
        CaseTensor dst,
        RuntimeOperands runtime) {
    /// Allocates them; they hold zeros, but for those that attributes need, which are filled.
    static CaseTensors allocate(CasePrimitive primitive, ConvolutionCase benchCase, Arena arena) {
        MemoryDescriptor bias = primitive.bias();
        return new CaseTensors(
                CaseTensor.allocate(arena, primitive.src()),
                CaseTensor.allocate(arena, primitive.weights()),
                bias == null ? null : CaseTensor.allocate(arena, bias),
                CaseTensor.allocate(arena, primitive.dst()),
                RuntimeOperands.allocate(primitive, benchCase, arena));
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
    CaseTensor result(CaseDirection direction) {
        return switch (direction) {
            case FWD_B, FWD_D, FWD_I -> dst;
            case BWD_D -> src;
            case BWD_W, BWD_WB -> weights;
        };
    }
}
