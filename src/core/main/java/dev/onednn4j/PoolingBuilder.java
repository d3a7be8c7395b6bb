package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.memory.DescriptorParts;
import dev.onednn4j.internal.memory.TensorRole;
import dev.onednn4j.internal.memory.WholeBytes;
import dev.onednn4j.internal.problem.Arguments;
import dev.onednn4j.internal.problem.ConvolutionShape;
import dev.onednn4j.internal.problem.PlainShape;
import dev.onednn4j.internal.problem.PoolingProblem;
import dev.onednn4j.internal.problem.PrimitiveRequest;
import dev.onednn4j.internal.problem.Problem;
import dev.onednn4j.internal.problem.Propagation;
import dev.onednn4j.internal.problem.ShapeInference;
import dev.onednn4j.internal.problem.TensorRequest;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Objects;

/// Describes a forward [Pooling]. `algorithm`, `src` and `kernel` are needed, the rest has
/// defaults.
///
/// Kernel, strides, dilation and padding take one value for each spatial dimension, outermost first
/// ([D,] [H,] W), or a single one for all.
public final class PoolingBuilder extends PrimitiveBuilder<PoolingBuilder> {
    private final TensorRequest src = new TensorRequest("src");
    private final TensorRequest dst = new TensorRequest("dst");
    private @Nullable PoolingAlgorithm algorithm;
    private long @Nullable [] kernel;
    private long @Nullable [] strides;
    private long @Nullable [] dilation;
    private long @Nullable [] paddingLeft;
    private long @Nullable [] paddingRight;
    private boolean training;

    PoolingBuilder(Engine engine) {
        super(engine);
    }

    @Override
    PoolingBuilder self() {
        return this;
    }

    /// For training: a backward pass will follow (`dnnl_forward_training`).
    public PoolingBuilder training() {
        training = true;
        return this;
    }

    /// For inference, the default: `dnnl_forward_inference`.
    public PoolingBuilder inference() {
        training = false;
        return this;
    }

    /// What is taken of the elements under a kernel.
    public PoolingBuilder algorithm(PoolingAlgorithm algorithm) {
        this.algorithm = Objects.requireNonNull(algorithm, "algorithm");
        return this;
    }

    /// The input: {N, C, [D,] [H,] W}.
    public PoolingBuilder src(MemoryDescriptor src) {
        this.src.set(src);
        return this;
    }

    /// The result: {N, C, [D,] [H,] W}. With the layout `any`, as by default, it lies as src does,
    /// without gaps.
    public PoolingBuilder dst(MemoryDescriptor dst) {
        this.dst.set(dst);
        return this;
    }

    /// The result. Its dimensions follow from the rest.
    public PoolingBuilder dst(DataType type, FormatTag tag) {
        dst.set(type, tag);
        return this;
    }

    /// How many elements are taken together.
    public PoolingBuilder kernel(long... kernel) {
        this.kernel = Objects.requireNonNull(kernel, "kernel").clone();
        return this;
    }

    /// How far the kernel moves between neighbours; by default its own size, so that each element
    /// is taken once.
    public PoolingBuilder strides(long... strides) {
        this.strides = Objects.requireNonNull(strides, "strides").clone();
        return this;
    }

    /// How far apart the elements are that neighbours in the kernel meet; 1, the default, is no
    /// dilation (oneDNN's C API counts from 0).
    public PoolingBuilder dilation(long... dilation) {
        this.dilation = Objects.requireNonNull(dilation, "dilation").clone();
        return this;
    }

    /// Padding of the same size on both sides; none by default.
    public PoolingBuilder padding(long... padding) {
        Objects.requireNonNull(padding, "padding");
        return padding(padding, padding);
    }

    /// Padding before (`padding_l`) and after (`padding_r`), not the same on both sides. What comes
    /// after may be negative, down to 1 − stride, where the last elements are not met anyway.
    public PoolingBuilder padding(long[] left, long[] right) {
        this.paddingLeft = Objects.requireNonNull(left, "left").clone();
        this.paddingRight = Objects.requireNonNull(right, "right").clone();
        return this;
    }

    /// What to do to the result before it is written. Not besides others in [#attributes]. oneDNN
    /// knows element-wise functions and binary operations here.
    public PoolingBuilder postOps(PostOps postOps) {
        return setPostOps(postOps);
    }

    /// Makes the primitive.
    ///
    /// @throws IllegalArgumentException when something is missing, sizes do not fit together, a
    ///   kernel would meet padding alone, or the taps of an average without padding are farther
    ///   apart than src is long
    /// @throws IllegalStateException when the engine is closed
    /// @throws UnimplementedException when no implementation on this machine does this
    /// @throws OneDnnException when oneDNN refuses
    public Pooling build() {
        PoolingProblem problem = resolve();
        Problem value = problem.forward();
        return new Pooling(
                engine(),
                make(
                        new PrimitiveRequest(
                                "dnnl_pooling_forward_primitive_desc_create",
                                value,
                                new PlainShape(value.text(), problem.dst().dims(), Map.of()),
                                problem.dst().dataType(),
                                Arguments.of(TensorRole.SRC, TensorRole.DST, TensorRole.WORKSPACE)
                                        .optional("workspace"),
                                (out, engine, changes, scratch) ->
                                        describe(out, engine, problem, changes, scratch))),
                problem);
    }

    private PoolingProblem resolve() {
        if (algorithm == null) {
            throw new IllegalArgumentException("algorithm: not given; call .algorithm(…)");
        }
        if (kernel == null) {
            throw new IllegalArgumentException("kernel: not given; call .kernel(…)");
        }
        MemoryDescriptor from = src.requiredLayout();
        ShapeInference inference = ShapeInference.pooling();
        ConvolutionShape shape =
                inference.infer(
                        from.dims(),
                        inference.kernelOf(from.dims(), kernel),
                        strides == null ? kernel : strides,
                        dilation,
                        paddingLeft,
                        paddingRight);
        MemoryDescriptor to =
                dst.isAbsent()
                        ? MemoryDescriptor.of(from.dataType(), shape.dst()).with(FormatTag.ANY)
                        : dst.resolve(shape, shape.dst());
        WholeBytes.require("dst", to);
        PoolingProblem problem =
                new PoolingProblem(algorithm, from, to, shape, training, attributes());
        problem.requireTypes();
        problem.requireElementsUnderEveryKernel();
        problem.requireDilationWithinSrc();
        return problem;
    }

    private static int describe(
            MemorySegment out,
            MemorySegment engine,
            PoolingProblem problem,
            MemorySegment attributes,
            Arena scratch) {
        PoolingProblem.Sizes sizes = problem.sizes(scratch);
        return onednn_h.dnnl_pooling_forward_primitive_desc_create(
                out,
                engine,
                Propagation.of(problem.training()),
                problem.algorithm().value(),
                DescriptorParts.toNative(problem.src(), scratch),
                DescriptorParts.toNative(problem.dst(), scratch),
                sizes.strides(),
                sizes.kernel(),
                sizes.dilates(),
                sizes.paddingLeft(),
                sizes.paddingRight(),
                attributes);
    }
}
