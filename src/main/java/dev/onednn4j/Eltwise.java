package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;

/// A function of each element by itself, forward: `dst[i] = f(src[i])`, with f one of
/// [EltwiseAlgorithm].
///
/// Thread safe: any number of threads may execute one at once.
public final class Eltwise extends Primitive {
    private final EltwiseBuilder.Function function;
    private final MemoryDescriptor src;
    private final MemoryDescriptor dst;

    Eltwise(PrimitivePlan plan, EltwiseBuilder.Function function) {
        super(plan, TensorRole.SRC, TensorRole.DST);
        this.function = function;
        this.src = expected(0);
        this.dst = expected(1);
    }

    /// Begins the description of an element-wise function.
    public static EltwiseBuilder forward(Engine engine) {
        return new EltwiseBuilder(engine);
    }

    /// Begins the description of the gradient of this by its input. Both gradients have the layout
    /// of src unless another is asked for.
    ///
    /// @throws IllegalStateException when this was built for inference, or is closed
    public BackwardBuilder<EltwiseBackward> backward() {
        function.requireTraining();
        boolean fromDst = function.algorithm().usesDst();
        MemoryDescriptor data = fromDst ? dst : src;
        return new BackwardBuilder<>(
                this,
                "dnnl_eltwise_backward_primitive_desc_create",
                function.text("BWD_D", src, dst),
                src,
                src,
                (out, engine, diffSrc, diffDst, hint, attributes, scratch) ->
                        onednn_h.dnnl_eltwise_backward_primitive_desc_create(
                                out,
                                engine,
                                function.algorithm().value(),
                                diffSrc,
                                diffDst,
                                data.toNative(scratch),
                                function.alpha(),
                                function.beta(),
                                hint,
                                attributes),
                plan -> new EltwiseBackward(plan, fromDst));
    }

    /// What src must be.
    public MemoryDescriptor src() {
        return src;
    }

    /// What dst must be.
    public MemoryDescriptor dst() {
        return dst;
    }

    /// Computes dst; returns when it is written. Allocates nothing, but for the first time that one
    /// more thread than ever before is in this method at once.
    ///
    /// @param src what [#src()] says
    /// @param dst what [#dst()] says; may be src itself where both are described alike
    /// @param runtime what [#runtimeArguments()] says
    /// @throws IllegalArgumentException when a tensor is not what it should be
    /// @throws IllegalStateException when the primitive is closed, or the arena of a tensor is
    /// @throws WrongThreadException when a tensor's arena is confined to another thread
    /// @throws OneDnnException when oneDNN fails
    public void execute(Tensor src, Tensor dst, RuntimeArguments runtime) {
        run(src, dst, null, null, runtime);
    }

    /// Computes dst without runtime arguments.
    public void execute(Tensor src, Tensor dst) {
        run(src, dst, null, null, RuntimeArguments.none());
    }

    /// Prepares an execution on these tensors that can be run many times.
    public Execution bind(Tensor src, Tensor dst, RuntimeArguments runtime) {
        return prepare(src, dst, null, null, runtime);
    }

    /// Prepares an execution without runtime arguments.
    public Execution bind(Tensor src, Tensor dst) {
        return prepare(src, dst, null, null, RuntimeArguments.none());
    }
}
