package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.jspecify.annotations.Nullable;

import java.util.random.RandomGenerator;

/// An inner product or a matrix product of small integers, to be compared with the definition to
/// the last bit.
final class DenseCase {
    final DenseProblem problem;
    private final Engine engine;
    private final WatchedMemory memory;
    private final RandomGenerator random;
    private final RandomLayouts layouts;
    private final TypeTriple types;
    private final float[] src;
    private final float[] weights;
    private final long @Nullable [] biasDims;
    private final float[] bias;
    private final float[] before;

    DenseCase(
            Engine engine,
            WatchedMemory memory,
            RandomGenerator random,
            DenseProblem problem,
            TypeTriple types) {
        this.engine = engine;
        this.memory = memory;
        this.random = random;
        this.problem = problem;
        this.types = types;
        this.layouts = RandomLayouts.of(random);
        this.src = integers(types.src(), 1, problem.src());
        // Without VNNI, oneDNN halves weights that are multiplied with s8.
        this.weights =
                integers(types.weights(), types.src() == DataType.S8 ? 2 : 1, problem.weights());
        this.biasDims = random.nextBoolean() ? problem.bias(random) : null;
        this.bias = biasDims == null ? new float[0] : integers(DataType.F32, 1, biasDims);
        this.before = integers(types.dst(), 1, problem.dst());
    }

    private float[] integers(DataType type, int step, long[] dims) {
        return PropertyData.integers(random, type, step, DenseProblem.elements(dims));
    }

    /// Compares the plain operation.
    void check() {
        checkAgainst(plusBias(sums(src, weights)), Attributes.none(), p -> RuntimeArguments.none());
    }

    /// Compares a chain of post-operations.
    void check(PostOpChain chain) {
        checkAgainst(
                chain.apply(plusBias(sums(src, weights))),
                Attributes.none().postOps(chain.postOps()),
                primitive -> chain.pack(primitive, RuntimeArguments.none()));
    }

    /// A chain for the result of this.
    PostOpChain chain() {
        return new PostOpChain(memory.arena(), random, problem.dst(), before);
    }

    /// Compares scales and zero points, drawn at random together with a chain.
    void checkQuantized(Quantizer quantizer) {
        boolean matmul = problem.matmul();
        int outputs = (int) problem.dst()[problem.dst().length - 1];
        float[] srcScale = quantizer.scales(QuantizedArgument.SRC, 1, false);
        float[] weightScales = quantizer.scales(QuantizedArgument.WEIGHTS, outputs, true);
        float[] dstScale = quantizer.scales(QuantizedArgument.DST, 1, false);
        float[] srcZero = {0};
        float[] weightsZero = {0};
        float[] dstZero = {0};
        if (matmul) {
            srcZero = quantizer.zeroPoints(QuantizedArgument.SRC, 1, false);
            weightsZero = quantizer.zeroPoints(QuantizedArgument.WEIGHTS, 1, false);
            dstZero = quantizer.zeroPoints(QuantizedArgument.DST, 1, false);
        }
        PostOpChain chain = chain();
        for (int n = random.nextInt(3); n > 0; n--) {
            chain.addRandom(true);
        }
        double[] results = sums(shifted(src, srcZero[0]), shifted(weights, weightsZero[0]));
        for (int i = 0; i < results.length; i++) {
            results[i] *= (double) srcScale[0] * weightScales[i % outputs];
        }
        results = chain.apply(plusBias(results));
        for (int i = 0; i < results.length; i++) {
            results[i] = results[i] / dstScale[0] + dstZero[0];
        }
        checkAgainst(
                results,
                quantizer.attributes.postOps(chain.postOps()),
                primitive -> chain.pack(primitive, quantizer.runtime));
    }

    private static float[] shifted(float[] values, float zero) {
        float[] shifted = values.clone();
        for (int i = 0; i < shifted.length; i++) {
            shifted[i] -= zero;
        }
        return shifted;
    }

    private interface Packing {
        RuntimeArguments of(WeightedPrimitive primitive);
    }

    private void checkAgainst(double[] exact, Attributes attributes, Packing packing) {
        try (WeightedPrimitive primitive = build(attributes)) {
            String what =
                    memory.announce(
                            primitive, primitive.src(), primitive.weights(), primitive.dst());
            MemoryDescriptor wanted = primitive.bias();
            Tensor dst = memory.updates(primitive.dst(), before);
            primitive.execute(
                    memory.reads(primitive.src(), src),
                    memory.reads(primitive.weights(), weights),
                    wanted == null ? null : memory.reads(wanted, bias),
                    dst,
                    packing.of(primitive));
            assertArrayEquals(problem.dst(), primitive.dst().dims());
            assertArrayEquals(TypeTriple.stored(types.dst(), exact), memory.elements(dst), what);
            memory.requireUntouched(what);
        }
    }

    WeightedPrimitive build(Attributes attributes) {
        MemoryDescriptor input = layouts.draw(types.src(), problem.src());
        MemoryDescriptor kernel = layouts.draw(types.weights(), problem.weights());
        MemoryDescriptor output = layouts.draw(types.dst(), problem.dst());
        MemoryDescriptor added =
                biasDims == null ? null : MemoryDescriptor.of(DataType.F32, biasDims);
        if (problem.matmul()) {
            MatMul.Builder builder =
                    MatMul.forward(engine)
                            .src(input)
                            .weights(kernel)
                            .dst(output)
                            .attributes(attributes);
            return (added == null ? builder : builder.bias(added)).build();
        }
        InnerProduct.Builder builder =
                InnerProduct.forward(engine)
                        .src(input)
                        .weights(kernel)
                        .dst(output)
                        .attributes(attributes);
        if (random.nextBoolean()) {
            builder.training();
        }
        return (added == null ? builder : builder.bias(added)).build();
    }

    private double[] sums(float[] left, float[] right) {
        return problem.dst(left, right, DenseProblem.elements(problem.dst()));
    }

    private double[] plusBias(double[] sums) {
        if (biasDims != null) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += bias[problem.biasPlace(biasDims, i)];
            }
        }
        return sums;
    }

    /// Compares the gradient of an inner product by its input.
    void checkBackwardData() {
        try (BackwardData primitive =
                InnerProduct.backwardData(engine)
                        .diffSrc(layouts.draw(types.src(), problem.src()))
                        .weights(layouts.draw(types.weights(), problem.weights()))
                        .diffDst(layouts.draw(types.dst(), problem.dst()))
                        .build()) {
            String what =
                    memory.announce(
                            primitive,
                            primitive.diffSrc(),
                            primitive.weights(),
                            primitive.diffDst());
            Tensor diffSrc = memory.writes(primitive.diffSrc());
            primitive.execute(
                    memory.reads(primitive.diffDst(), before),
                    memory.reads(primitive.weights(), weights),
                    diffSrc);
            assertArrayEquals(
                    TypeTriple.stored(types.src(), problem.diffSrc(before, weights, src.length)),
                    memory.elements(diffSrc),
                    what);
            memory.requireUntouched(what);
        }
    }

    /// Compares the gradient of an inner product by its weights and bias.
    void checkBackwardWeights() {
        InnerProduct.BackwardWeightsBuilder builder =
                InnerProduct.backwardWeights(engine)
                        .src(layouts.draw(types.src(), problem.src()))
                        .diffWeights(layouts.draw(types.weights(), problem.weights()))
                        .diffDst(layouts.draw(types.dst(), problem.dst()));
        if (biasDims != null) {
            builder.diffBias(DataType.F32);
        }
        try (BackwardWeights primitive = builder.build()) {
            String what =
                    memory.announce(
                            primitive,
                            primitive.src(),
                            primitive.diffWeights(),
                            primitive.diffDst());
            Tensor diffWeights = memory.writes(primitive.diffWeights());
            MemoryDescriptor wanted = primitive.diffBias();
            Tensor diffBias = wanted == null ? null : memory.writes(wanted);
            primitive.execute(
                    memory.reads(primitive.src(), src),
                    memory.reads(primitive.diffDst(), before),
                    diffWeights,
                    diffBias);
            assertArrayEquals(
                    TypeTriple.stored(
                            types.weights(), problem.diffWeights(src, before, weights.length)),
                    memory.elements(diffWeights),
                    what);
            if (diffBias != null) {
                double[] sums = new double[bias.length];
                for (int i = 0; i < before.length; i++) {
                    sums[i % bias.length] += before[i];
                }
                assertArrayEquals(
                        TypeTriple.stored(DataType.F32, sums), memory.elements(diffBias), what);
            }
            memory.requireUntouched(what);
        }
    }
}
