package dev.onednn4j;

import dev.onednn4j.internal.call.NativePrimitive;

/// What forward primitives have in common that make one result of one source, of the same
/// dimensions: [Eltwise], [Softmax] and [BatchNormalization].
///
/// Thread safe: any number of threads may execute one at once.
public abstract sealed class UnaryPrimitive extends Primitive
        permits Eltwise, Softmax, BatchNormalization {
    private final MemoryDescriptor src;
    private final MemoryDescriptor dst;

    UnaryPrimitive(Engine engine, NativePrimitive made) {
        super(engine, made);
        this.src = made.expected(0);
        this.dst = made.expected(1);
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
        executions.run(src, dst, null, null, runtime);
    }

    /// Computes dst without runtime arguments.
    public void execute(Tensor src, Tensor dst) {
        executions.run(src, dst, null, null, RuntimeArguments.none());
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
