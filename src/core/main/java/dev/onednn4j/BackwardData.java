package dev.onednn4j;

import dev.onednn4j.internal.call.NativePrimitive;
import dev.onednn4j.internal.call.Packing;

import java.lang.foreign.Arena;

/// The gradient of a [Convolution], [Deconvolution] or [InnerProduct] by its input: what a change
/// of src does to the loss, from what a change of dst does.
///
/// Thread safe: any number of threads may execute one at once.
public final class BackwardData extends Primitive {
    private final MemoryDescriptor diffSrc;
    private final MemoryDescriptor weights;
    private final MemoryDescriptor diffDst;

    BackwardData(Engine engine, NativePrimitive made) {
        super(engine, made);
        this.diffDst = made.expected(0);
        this.weights = made.expected(1);
        this.diffSrc = made.expected(2);
    }

    /// What diff_src must be, in the layout that was given or chosen.
    public MemoryDescriptor diffSrc() {
        return diffSrc;
    }

    /// What weights must be, in the layout that was given or chosen.
    public MemoryDescriptor weights() {
        return weights;
    }

    /// What diff_dst must be, in the layout that was given or chosen.
    public MemoryDescriptor diffDst() {
        return diffDst;
    }

    /// Brings weights into the layout that is wanted: [WeightedPrimitive#pack].
    public Tensor pack(Tensor weights, Arena arena) {
        return Packing.weights(engine().device(), weights, this.weights, arena);
    }

    /// Computes diff_src; returns when it is written. Allocates nothing, but for the first time
    /// that one more thread than ever before is in this method at once.
    ///
    /// @throws IllegalArgumentException when a tensor is not what it should be
    /// @throws IllegalStateException when the primitive is closed, or the arena of a tensor is
    /// @throws WrongThreadException when a tensor's arena is confined to another thread
    /// @throws OneDnnException when oneDNN fails
    public void execute(Tensor diffDst, Tensor weights, Tensor diffSrc) {
        executions.run(diffDst, weights, diffSrc, null, RuntimeArguments.none());
    }

    /// Prepares an execution on these tensors that can be run many times.
    public Execution bind(Tensor diffDst, Tensor weights, Tensor diffSrc) {
        return prepare(diffDst, weights, diffSrc, null, RuntimeArguments.none());
    }
}
