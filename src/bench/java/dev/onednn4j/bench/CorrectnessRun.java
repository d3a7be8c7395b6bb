package dev.onednn4j.bench;

import dev.onednn4j.BackwardData;
import dev.onednn4j.BackwardWeights;
import dev.onednn4j.Convolution;
import dev.onednn4j.DataType;
import dev.onednn4j.Engine;
import dev.onednn4j.ForwardBuilder;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Reorder;
import dev.onednn4j.SpatialBuilder;
import dev.onednn4j.Tensor;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.Objects;

/// Runs one case on tensors of small integers and compares every element of the result with the
/// reference. Sums are exact, so results must be the same to the last bit, once rounded to the type
/// of the result.
///
/// Not thread safe.
final class CorrectnessRun {
    private final Engine engine;
    private final PhaseClock clock;
    private final ConvolutionCase tested;
    private final ConvolutionProblem problem;
    private final DataTypes types;
    private final IntegerFilling filling;
    private final Reference reference;

    CorrectnessRun(Engine engine, PhaseClock clock, ConvolutionCase tested) {
        this.engine = engine;
        this.clock = clock;
        this.tested = tested;
        this.problem = tested.effectiveProblem();
        this.types = tested.types();
        this.filling = new IntegerFilling(problem, tested.direction(), types);
        this.reference = new Reference(problem);
    }

    /// @throws dev.onednn4j.OneDnnException when oneDNN refuses or fails
    Outcome run() {
        try (Arena arena = Arena.ofConfined()) {
            Comparison comparison =
                    switch (tested.direction()) {
                        case FWD_B, FWD_D, FWD_I -> forward(arena);
                        case BWD_D -> backwardData(arena);
                        case BWD_W, BWD_WB -> backwardWeights(arena);
                    };
            return Outcome.without(tested, comparison.status(), comparison.complaint());
        }
    }

    private Comparison forward(Arena arena) {
        ForwardBuilder<Convolution> builder =
                sized(Convolution.forward(engine)).src(src()).weights(weights()).dst(dst());
        DataType biasType = tested.biasType();
        if (biasType != null) {
            builder.bias(biasType);
        }
        if (tested.direction() != Direction.FWD_I) {
            builder.training();
        }
        try (Convolution primitive = clock.time(Phase.CREATE, builder::build)) {
            float[] src = filling.src();
            float[] weights = filling.weights();
            float[] bias = biasType == null ? new float[0] : filling.bias();
            Tensor result = Tensor.allocate(arena, primitive.dst());
            Tensor nativeBias = biasType == null ? null : plain(arena, biasType, bias, bias.length);
            Tensor nativeSrc = laidOut(arena, types.src(), src, primitive.src());
            Tensor nativeWeights = laidOut(arena, types.weights(), weights, primitive.weights());
            clock.time(
                    Phase.EXECUTE,
                    () -> primitive.execute(nativeSrc, nativeWeights, nativeBias, result));
            return clock.time(
                    Phase.CHECK,
                    () -> {
                        float[] expected = reference.forward(src, weights);
                        if (bias.length > 0) {
                            reference.addBias(expected, bias);
                        }
                        return compare("dst", arena, expected, result);
                    });
        }
    }

    private Comparison backwardData(Arena arena) {
        try (BackwardData primitive =
                clock.time(
                        Phase.CREATE,
                        () ->
                                sized(Convolution.backwardData(engine))
                                        .diffSrc(src())
                                        .weights(weights())
                                        .diffDst(dst())
                                        .build())) {
            float[] diffDst = filling.dst();
            float[] weights = filling.weights();
            Tensor result = Tensor.allocate(arena, primitive.diffSrc());
            Tensor nativeDst = laidOut(arena, types.dst(), diffDst, primitive.diffDst());
            Tensor nativeWeights = laidOut(arena, types.weights(), weights, primitive.weights());
            clock.time(Phase.EXECUTE, () -> primitive.execute(nativeDst, nativeWeights, result));
            return clock.time(
                    Phase.CHECK,
                    () ->
                            compare(
                                    "diff_src",
                                    arena,
                                    reference.backwardData(diffDst, weights),
                                    result));
        }
    }

    private Comparison backwardWeights(Arena arena) {
        var builder =
                sized(Convolution.backwardWeights(engine))
                        .src(src())
                        .diffWeights(weights())
                        .diffDst(dst());
        DataType biasType = tested.biasType();
        if (biasType != null) {
            builder.diffBias(biasType);
        }
        try (BackwardWeights primitive = clock.time(Phase.CREATE, builder::build)) {
            float[] src = filling.src();
            float[] diffDst = filling.dst();
            Tensor result = Tensor.allocate(arena, primitive.diffWeights());
            Tensor biasResult =
                    biasType == null
                            ? null
                            : Tensor.allocate(arena, Objects.requireNonNull(primitive.diffBias()));
            Tensor nativeSrc = laidOut(arena, types.src(), src, primitive.src());
            Tensor nativeDst = laidOut(arena, types.dst(), diffDst, primitive.diffDst());
            clock.time(
                    Phase.EXECUTE,
                    () -> primitive.execute(nativeSrc, nativeDst, result, biasResult));
            return clock.time(
                    Phase.CHECK,
                    () -> {
                        Comparison weights =
                                compare(
                                        "diff_weights",
                                        arena,
                                        reference.backwardWeights(src, diffDst),
                                        result);
                        return biasResult == null || weights.status() != Status.PASSED
                                ? weights
                                : compare(
                                        "diff_bias",
                                        arena,
                                        reference.backwardBias(diffDst),
                                        biasResult);
                    });
        }
    }

    private <B extends SpatialBuilder<B>> B sized(B builder) {
        return builder.algorithm(tested.algorithm())
                .strides(problem.strides())
                .dilation(Arrays.stream(problem.dilations()).map(gap -> gap + 1).toArray())
                .padding(problem.paddingLeft(), problem.paddingRight());
    }

    private MemoryDescriptor src() {
        return MemoryDescriptor.of(types.src(), problem.srcDims())
                .with(tested.layouts().src().tag(problem.rank()));
    }

    private MemoryDescriptor weights() {
        return MemoryDescriptor.of(types.weights(), problem.weightsDims())
                .with(tested.layouts().weights().tag(problem.weightsRank()));
    }

    private MemoryDescriptor dst() {
        return MemoryDescriptor.of(types.dst(), problem.dstDims())
                .with(tested.layouts().dst().tag(problem.rank()));
    }

    private static Tensor plain(Arena arena, DataType type, float[] values, long... dims) {
        return Tensor.allocate(arena, MemoryDescriptor.of(type, dims)).copyFrom(values);
    }

    private Tensor laidOut(Arena arena, DataType type, float[] values, MemoryDescriptor wanted) {
        return clock.time(
                Phase.FILL,
                () -> {
                    Tensor plain = plain(arena, type, values, wanted.dims());
                    if (plain.descriptor().equals(wanted)) {
                        return plain;
                    }
                    Tensor other = Tensor.allocate(arena, wanted);
                    Reorder.run(engine, plain, other);
                    return other;
                });
    }

    private Comparison compare(String name, Arena arena, float[] expected, Tensor result) {
        MemoryDescriptor descriptor = result.descriptor();
        MemoryDescriptor plain = MemoryDescriptor.of(descriptor.dataType(), descriptor.dims());
        Tensor got = result;
        if (!descriptor.equals(plain)) {
            got = Tensor.allocate(arena, plain);
            Reorder.run(engine, result, got);
        }
        float[] rounded = Tensor.allocate(arena, plain).copyFrom(expected).toArray();
        return Comparison.of(name, plain.dims(), rounded, got.toArray());
    }
}
