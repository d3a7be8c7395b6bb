package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.call.NativePrimitive;
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

/// Takes one value of the elements under a kernel, in each channel by itself, forward:
///
/// ```text
/// max: dst[n,c,y,x] = max src[n, c, y·SH + h·DH − PH, x·SW + w·DW − PW]
/// avg: dst[n,c,y,x] = Σ   src[n, c, y·SH + h·DH − PH, x·SW + w·DW − PW] / count
/// ```
///
/// over kernel positions h and w within src. In 1-D there is w alone, in 3-D a depth before h. S
/// are strides, D the dilation (**1 is none**), P the left padding; what the count is,
/// [PoolingAlgorithm] tells. The formulas are those of oneDNN's guide to the Pooling primitive,
/// which counts dilation from 0.
///
/// Thread safe: any number of threads may execute one at once.
public final class Pooling extends Primitive {
    private final PoolingProblem problem;
    private final MemoryDescriptor src;
    private final MemoryDescriptor dst;
    private final @Nullable MemoryDescriptor workspace;

    Pooling(Engine engine, NativePrimitive made, PoolingProblem problem) {
        super(engine, made);
        this.problem = problem;
        this.src = made.expected(0);
        this.dst = made.expected(1);
        this.workspace = made.expectedOptional(2);
    }

    /// Begins the description of a pooling.
    public static Builder forward(Engine engine) {
        return new Builder(engine);
    }

    /// Begins the description of the gradient of this by its input. Both gradients have the type
    /// and layout of src and dst unless others are asked for: no implementation writes a diff_src
    /// with gaps, such as a box within a larger tensor, so where src has them another must be.
    ///
    /// @throws IllegalStateException when this was built for inference
    public BackwardBuilder<PoolingBackward> backward() {
        Propagation.requireTraining(problem.training());
        return new BackwardBuilder<>(
                this,
                "dnnl_pooling_backward_primitive_desc_create",
                problem::backward,
                src,
                dst,
                (out, engine, diffSrc, diffDst, hint, attributes, scratch) -> {
                    PoolingProblem.Sizes sizes = problem.sizes(scratch);
                    return onednn_h.dnnl_pooling_backward_primitive_desc_create(
                            out,
                            engine,
                            problem.algorithm().value(),
                            diffSrc,
                            diffDst,
                            sizes.strides(),
                            sizes.kernel(),
                            sizes.dilates(),
                            sizes.paddingLeft(),
                            sizes.paddingRight(),
                            hint,
                            attributes);
                },
                Arguments.of(TensorRole.DIFF_DST, TensorRole.DIFF_SRC, TensorRole.FORWARD_WORKSPACE)
                        .optional("workspace"),
                PoolingBackward::new);
    }

    /// What src must be: {N, C, [D,] [H,] W}.
    public MemoryDescriptor src() {
        return src;
    }

    /// What dst must be: {N, C, [D,] [H,] W}.
    public MemoryDescriptor dst() {
        return dst;
    }

    /// What workspace must be, in which training notes down where each largest element was; null
    /// for averages and for inference.
    public @Nullable MemoryDescriptor workspace() {
        return workspace;
    }

    /// Computes dst; returns when it is written. Allocates nothing, but for the first time that one
    /// more thread than ever before is in this method at once.
    ///
    /// @param src what [#src()] says
    /// @param dst what [#dst()] says; must not share elements with src
    /// @param workspace what [#workspace()] says; null exactly when there is none
    /// @param runtime what [#runtimeArguments()] says
    /// @throws IllegalArgumentException when a tensor is not what it should be
    /// @throws IllegalStateException when the primitive is closed, or the arena of a tensor is
    /// @throws WrongThreadException when a tensor's arena is confined to another thread
    /// @throws OneDnnException when oneDNN fails
    public void execute(
            Tensor src, Tensor dst, @Nullable Tensor workspace, RuntimeArguments runtime) {
        executions.run(src, dst, workspace, null, runtime);
    }

    /// Computes dst without runtime arguments.
    public void execute(Tensor src, Tensor dst, @Nullable Tensor workspace) {
        executions.run(src, dst, workspace, null, RuntimeArguments.none());
    }

    /// Computes dst without a workspace and without runtime arguments.
    public void execute(Tensor src, Tensor dst) {
        executions.run(src, dst, null, null, RuntimeArguments.none());
    }

    /// Prepares an execution on these tensors that can be run many times.
    public Execution bind(
            Tensor src, Tensor dst, @Nullable Tensor workspace, RuntimeArguments runtime) {
        return prepare(src, dst, workspace, null, runtime);
    }

    /// Prepares an execution without runtime arguments.
    public Execution bind(Tensor src, Tensor dst, @Nullable Tensor workspace) {
        return prepare(src, dst, workspace, null, RuntimeArguments.none());
    }

    /// Describes a forward [Pooling]. `algorithm`, `src` and `kernel` are needed, the rest has
    /// defaults.
    ///
    /// Kernel, strides, dilation and padding take one value for each spatial dimension, outermost
    /// first ([D,] [H,] W), or a single one for all.
    public static final class Builder extends SpatialBuilder<Builder> {
        private final TensorRequest src = new TensorRequest("src");
        private final TensorRequest dst = new TensorRequest("dst");
        private @Nullable PoolingAlgorithm algorithm;
        private long @Nullable [] kernel;
        private boolean training;

        Builder(Engine engine) {
            super(engine);
        }

        @Override
        Builder self() {
            return this;
        }

        /// For training: a backward pass will follow (`dnnl_forward_training`).
        public Builder training() {
            training = true;
            return this;
        }

        /// For inference, the default: `dnnl_forward_inference`.
        public Builder inference() {
            training = false;
            return this;
        }

        /// What is taken of the elements under a kernel.
        public Builder algorithm(PoolingAlgorithm algorithm) {
            this.algorithm = Objects.requireNonNull(algorithm, "algorithm");
            return this;
        }

        /// The input: {N, C, [D,] [H,] W}.
        public Builder src(MemoryDescriptor src) {
            this.src.set(src);
            return this;
        }

        /// The result: {N, C, [D,] [H,] W}. With the layout `any`, as by default, it lies as src
        /// does, without gaps.
        public Builder dst(MemoryDescriptor dst) {
            this.dst.set(dst);
            return this;
        }

        /// The result. Its dimensions follow from the rest.
        public Builder dst(DataType type, FormatTag tag) {
            dst.set(type, tag);
            return this;
        }

        /// How many elements are taken together.
        public Builder kernel(long... kernel) {
            this.kernel = Objects.requireNonNull(kernel, "kernel").clone();
            return this;
        }

        /// What to do to the result before it is written. Not besides others in [#attributes].
        /// oneDNN knows element-wise functions and binary operations here.
        public Builder postOps(PostOps postOps) {
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
                                    Arguments.of(
                                                    TensorRole.SRC,
                                                    TensorRole.DST,
                                                    TensorRole.WORKSPACE)
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
}
