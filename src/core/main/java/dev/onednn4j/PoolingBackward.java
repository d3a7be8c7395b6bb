package dev.onednn4j;

import dev.onednn4j.internal.call.NativePrimitive;

import org.jspecify.annotations.Nullable;

/// The gradient of a pooling by its input. For a maximum each element of diff_dst is added where
/// the largest element was, the first of equal ones; for an average it is spread over all elements
/// that were taken. In a type of 16 bits sums may be rounded at each step. Made by
/// [Pooling#backward()].
///
/// Thread safe: any number of threads may execute one at once.
public final class PoolingBackward extends Primitive {
    private final MemoryDescriptor diffDst;
    private final MemoryDescriptor diffSrc;
    private final @Nullable MemoryDescriptor workspace;

    PoolingBackward(Engine engine, NativePrimitive made) {
        super(engine, made);
        this.diffDst = made.expected(0);
        this.diffSrc = made.expected(1);
        this.workspace = made.expectedOptional(2);
    }

    /// What diff_dst must be: {N, C, [D,] [H,] W}.
    public MemoryDescriptor diffDst() {
        return diffDst;
    }

    /// What diff_src must be: {N, C, [D,] [H,] W}.
    public MemoryDescriptor diffSrc() {
        return diffSrc;
    }

    /// What the workspace of the forward pass must be; null for averages.
    public @Nullable MemoryDescriptor workspace() {
        return workspace;
    }

    /// Computes diff_src; returns when it is written. Allocates nothing, but for the first time
    /// that one more thread than ever before is in this method at once.
    ///
    /// @param workspace what the forward pass wrote; null exactly when there is none
    /// @throws IllegalArgumentException when a tensor is not what it should be
    /// @throws IllegalStateException when the primitive is closed, or the arena of a tensor is
    /// @throws WrongThreadException when a tensor's arena is confined to another thread
    /// @throws OneDnnException when oneDNN fails
    public void execute(Tensor diffDst, Tensor diffSrc, @Nullable Tensor workspace) {
        executions.run(diffDst, diffSrc, workspace, null, RuntimeArguments.none());
    }

    /// Computes diff_src of an average.
    public void execute(Tensor diffDst, Tensor diffSrc) {
        executions.run(diffDst, diffSrc, null, null, RuntimeArguments.none());
    }

    /// Prepares an execution on these tensors that can be run many times.
    public Execution bind(Tensor diffDst, Tensor diffSrc, @Nullable Tensor workspace) {
        return prepare(diffDst, diffSrc, workspace, null, RuntimeArguments.none());
    }
}
