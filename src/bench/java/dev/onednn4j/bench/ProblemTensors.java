package dev.onednn4j.bench;

import dev.onednn4j.Convolution;
import dev.onednn4j.Engine;
import dev.onednn4j.Execution;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Reorder;
import dev.onednn4j.Tensor;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;

/// The tensors of one problem, twice: dense and row-major as they are filled and checked, and in
/// the layouts that the primitive chose. The two are one where the layouts agree.
///
/// Not thread safe. The memory is that of an arena.
final class ProblemTensors {
    private final Tensor plainSrc;
    private final Tensor plainWeights;
    private final @Nullable Tensor bias;
    private final Tensor plainDst;
    private final Tensor src;
    private final Tensor weights;
    private final Tensor dst;

    /// Allocates and fills. The destination holds zeros.
    ProblemTensors(
            Engine engine,
            Convolution convolution,
            ConvolutionProblem problem,
            DataTypes types,
            Arena arena) {
        plainSrc = Tensor.allocate(arena, MemoryDescriptor.of(types.src(), problem.srcDims()));
        plainWeights =
                Tensor.allocate(arena, MemoryDescriptor.of(types.weights(), problem.weightsDims()));
        Filling.fillSrc(new Elements(plainSrc));
        Filling.fillWeights(new Elements(plainWeights), types.src());
        MemoryDescriptor biasDescriptor = convolution.bias();
        bias = biasDescriptor == null ? null : Tensor.allocate(arena, biasDescriptor);
        if (bias != null) {
            Filling.fillBias(new Elements(bias));
        }
        src = laidOut(engine, plainSrc, convolution.src(), arena);
        weights = convolution.pack(plainWeights, arena);
        dst = Tensor.allocate(arena, convolution.dst());
        MemoryDescriptor plain = MemoryDescriptor.of(types.dst(), problem.dstDims());
        plainDst = convolution.dst().equals(plain) ? dst : Tensor.allocate(arena, plain);
    }

    private static Tensor laidOut(
            Engine engine, Tensor plain, MemoryDescriptor wanted, Arena arena) {
        if (plain.descriptor().equals(wanted)) {
            return plain;
        }
        Tensor other = Tensor.allocate(arena, wanted);
        Reorder.run(engine, plain, other);
        return other;
    }

    Execution bind(Convolution convolution) {
        return convolution.bind(src, weights, bias, dst);
    }

    /// Looks whether the destination holds the result.
    ///
    /// @return what is wrong with it, empty when nothing is
    String complaint(Engine engine, ConvolutionProblem problem) {
        if (plainDst != dst) {
            Reorder.run(engine, dst, plainDst);
        }
        return new SpotCheck(
                        problem,
                        new Elements(plainSrc),
                        new Elements(plainWeights),
                        bias == null ? null : new Elements(bias),
                        new Elements(plainDst))
                .complaint();
    }
}
