package dev.onednn4j;

import dev.onednn4j.internal.call.NativePrimitive;

import org.jspecify.annotations.Nullable;

/// The gradient of a [Convolution], [Deconvolution] or [InnerProduct] by its weights and bias: what
/// a change of them does to the loss, from what a change of dst does.
///
/// Thread safe: any number of threads may execute one at once.
public final class BackwardWeights extends Primitive {
    private final MemoryDescriptor src;
    private final MemoryDescriptor diffWeights;
    private final @Nullable MemoryDescriptor diffBias;
    private final MemoryDescriptor diffDst;

    BackwardWeights(Engine engine, NativePrimitive made) {
        super(engine, made);
        this.src = made.expected(0);
        this.diffDst = made.expected(1);
        this.diffWeights = made.expected(2);
        this.diffBias = made.expectedOptional(3);
    }

    /// What src must be, in the layout that was given or chosen.
    public MemoryDescriptor src() {
        return src;
    }

    /// What diff_weights must be, in the layout that was given or chosen.
    public MemoryDescriptor diffWeights() {
        return diffWeights;
    }

    /// What diff_bias must be: {O}; null when there is none.
    public @Nullable MemoryDescriptor diffBias() {
        return diffBias;
    }

    /// What diff_dst must be, in the layout that was given or chosen.
    public MemoryDescriptor diffDst() {
        return diffDst;
    }

    /// Computes diff_weights, and diff_bias where there is one; returns when they are written.
    /// Allocates nothing, but for the first time that one more thread than ever before is in this
    /// method at once.
    ///
    /// @param diffBias null exactly when there is none
    /// @throws IllegalArgumentException when a tensor is not what it should be
    /// @throws IllegalStateException when the primitive is closed, or the arena of a tensor is
    /// @throws WrongThreadException when a tensor's arena is confined to another thread
    /// @throws OneDnnException when oneDNN fails
    public void execute(Tensor src, Tensor diffDst, Tensor diffWeights, @Nullable Tensor diffBias) {
        executions.run(src, diffDst, diffWeights, diffBias, RuntimeArguments.none());
    }

    /// Prepares an execution on these tensors that can be run many times.
    public Execution bind(
            Tensor src, Tensor diffDst, Tensor diffWeights, @Nullable Tensor diffBias) {
        return prepare(src, diffDst, diffWeights, diffBias, RuntimeArguments.none());
    }
}
