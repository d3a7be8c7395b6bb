package dev.onednn4j;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.util.random.RandomGenerator;

/// A forward convolution or deconvolution of small integers in any types, to be run with attributes
/// and compared with the definition to the last bit.
final class ForwardCase {
    final TestProblem problem;
    private final Engine engine;
    private final Arena arena;
    private final boolean transposed;
    private final DataType srcType;
    private final DataType weightsType;
    private final DataType dstType;
    final Tensor src;
    private final Tensor weights;
    private final @Nullable Tensor bias;
    final float[] before;
    private FormatTag tag = FormatTag.ANY;

    /// @param types those of src, weights and dst
    ForwardCase(
            Engine engine,
            Arena arena,
            RandomGenerator random,
            TestProblem problem,
            boolean transposed,
            TypeTriple types) {
        this.engine = engine;
        this.arena = arena;
        this.problem = problem;
        this.transposed = transposed;
        this.srcType = types.src();
        this.weightsType = types.weights();
        this.dstType = types.dst();
        this.src = integers(random, srcType, 1, problem.srcDims());
        this.weights =
                // Without VNNI, oneDNN halves weights that are multiplied with s8.
                integers(
                        random,
                        types.weights(),
                        srcType == DataType.S8 ? 2 : 1,
                        problem.weightsDims());
        this.bias =
                random.nextBoolean()
                        ? integers(random, DataType.F32, 1, problem.outputChannels())
                        : null;
        this.before = integers(random, dstType, 1, problem.dstDims()).toArray();
    }

    ForwardCase with(FormatTag dst) {
        tag = dst;
        return this;
    }

    private Tensor integers(RandomGenerator random, DataType type, int step, long... dims) {
        MemoryDescriptor descriptor = MemoryDescriptor.of(DataType.F32, dims);
        return Tensor.allocate(arena, descriptor)
                .copyFrom(PropertyData.integers(random, type, step, (int) descriptor.elements()));
    }

    /// A chain for the result of this.
    PostOpChain chain(RandomGenerator random) {
        return new PostOpChain(arena, random, problem.dstDims(), before);
    }

    WeightedPrimitive build(Attributes attributes) {
        return transposed
                ? build(Deconvolution.forward(engine), attributes)
                : build(Convolution.forward(engine), attributes);
    }

    private <B extends ForwardBuilder<B>> WeightedPrimitive build(
            B builder, Attributes attributes) {
        problem.describe(builder)
                .src(srcType, problem.srcDims())
                .weights(weightsType, problem.weightsDims())
                .dst(dstType, tag)
                .attributes(attributes);
        if (bias != null) {
            builder.bias(DataType.F32);
        }
        return builder.build();
    }

    /// The elements of dst after an execution.
    float[] run(WeightedPrimitive primitive, RuntimeArguments runtime) {
        Tensor held =
                Tensor.allocate(arena, MemoryDescriptor.of(DataType.F32, problem.dstDims()))
                        .copyFrom(before);
        Tensor dst = PropertyData.inLayout(engine, held, primitive.dst(), arena);
        primitive.execute(
                PropertyData.inLayout(engine, src, primitive.src(), arena),
                PropertyData.inLayout(engine, weights, primitive.weights(), arena),
                bias,
                dst,
                runtime);
        return PropertyData.elements(engine, dst, arena);
    }

    /// The sums of products, with src as it is given, without the bias.
    double[] sums(float[] src) {
        return new Taps(problem, transposed).forward(src, weights.toArray(), new float[0]);
    }

    /// The sums of products and the bias.
    double[] sums() {
        return plusBias(sums(src.toArray()));
    }

    double[] plusBias(double[] sums) {
        double[] all = sums.clone();
        float[] added = bias == null ? new float[problem.outputChannels()] : bias.toArray();
        for (int i = 0; i < all.length; i++) {
            all[i] += added[channel(i)];
        }
        return all;
    }

    /// The output channel of an element of dst.
    int channel(int index) {
        int area = 1;
        for (int size : problem.output()) {
            area *= size;
        }
        return index / area % problem.outputChannels();
    }

    /// What is stored for exact results.
    float[] stored(double[] exact) {
        return TypeTriple.stored(dstType, exact);
    }
}
