package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.call.NativePrimitive;
import dev.onednn4j.internal.memory.TensorRole;
import dev.onednn4j.internal.problem.Arguments;
import dev.onednn4j.internal.problem.PoolingProblem;
import dev.onednn4j.internal.problem.Propagation;

import org.jspecify.annotations.Nullable;

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
    public static PoolingBuilder forward(Engine engine) {
        return new PoolingBuilder(engine);
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
}
