package dev.onednn4j;

import dev.onednn4j.internal.call.NativePrimitive;

/// What the backward passes of [UnaryPrimitive]s have in common: from a tensor of the forward pass
/// and the gradient by dst they compute the gradient by src.
///
/// Thread safe: any number of threads may execute one at once.
public abstract class UnaryBackward extends Primitive {
    private final MemoryDescriptor data;
    private final MemoryDescriptor diffDst;
    private final MemoryDescriptor diffSrc;

    UnaryBackward(Engine engine, NativePrimitive made) {
        super(engine, made);
        this.data = made.expected(0);
        this.diffDst = made.expected(1);
        this.diffSrc = made.expected(2);
    }

    /// What the tensor of the forward pass must be that the gradient is computed from: which of
    /// them that is, the class says.
    public MemoryDescriptor data() {
        return data;
    }

    /// What diff_dst must be.
    public MemoryDescriptor diffDst() {
        return diffDst;
    }

    /// What diff_src must be.
    public MemoryDescriptor diffSrc() {
        return diffSrc;
    }

    /// Computes diff_src; returns when it is written. Allocates nothing, but for the first time
    /// that one more thread than ever before is in this method at once.
    ///
    /// @param data what [#data()] says
    /// @param diffDst what [#diffDst()] says
    /// @param diffSrc what [#diffSrc()] says; may be diff_dst itself where both are described alike
    /// @param runtime what [#runtimeArguments()] says
    /// @throws IllegalArgumentException when a tensor is not what it should be
    /// @throws IllegalStateException when the primitive is closed, or the arena of a tensor is
    /// @throws WrongThreadException when a tensor's arena is confined to another thread
    /// @throws OneDnnException when oneDNN fails
    public void execute(Tensor data, Tensor diffDst, Tensor diffSrc, RuntimeArguments runtime) {
        executions.run(data, diffDst, diffSrc, null, runtime);
    }

    /// Computes diff_src without runtime arguments.
    public void execute(Tensor data, Tensor diffDst, Tensor diffSrc) {
        executions.run(data, diffDst, diffSrc, null, RuntimeArguments.none());
    }

    /// Prepares an execution on these tensors that can be run many times.
    public Execution bind(Tensor data, Tensor diffDst, Tensor diffSrc, RuntimeArguments runtime) {
        return prepare(data, diffDst, diffSrc, null, runtime);
    }

    /// Prepares an execution without runtime arguments.
    public Execution bind(Tensor data, Tensor diffDst, Tensor diffSrc) {
        return prepare(data, diffDst, diffSrc, null, RuntimeArguments.none());
    }
}
