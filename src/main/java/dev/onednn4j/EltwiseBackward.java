package dev.onednn4j;

/// The gradient of an element-wise function by its input: `diff_src[i] = f′(src[i]) · diff_dst[i]`.
/// Made by [Eltwise#backward()].
///
/// Thread safe: any number of threads may execute one at once.
public final class EltwiseBackward extends Primitive {
    private final MemoryDescriptor data;
    private final MemoryDescriptor diffDst;
    private final MemoryDescriptor diffSrc;

    EltwiseBackward(PrimitivePlan plan, boolean fromDst) {
        super(
                plan,
                fromDst ? TensorRole.FORWARD_DST : TensorRole.SRC,
                TensorRole.DIFF_DST,
                TensorRole.DIFF_SRC);
        this.data = expected(0);
        this.diffDst = expected(1);
        this.diffSrc = expected(2);
    }

    /// What the tensor of the forward pass must be that the derivative is computed from: src, or
    /// dst where [EltwiseAlgorithm#usesDst()].
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
    /// @param data src of the forward pass, or dst where [EltwiseAlgorithm#usesDst()]
    /// @param diffSrc may be diff_dst itself where both are described alike
    /// @throws IllegalArgumentException when a tensor is not what it should be
    /// @throws IllegalStateException when the primitive is closed, or the arena of a tensor is
    /// @throws WrongThreadException when a tensor's arena is confined to another thread
    /// @throws OneDnnException when oneDNN fails
    public void execute(Tensor data, Tensor diffDst, Tensor diffSrc) {
        run(data, diffDst, diffSrc, null, RuntimeArguments.none());
    }

    /// Prepares an execution on these tensors that can be run many times.
    public Execution bind(Tensor data, Tensor diffDst, Tensor diffSrc) {
        return prepare(data, diffDst, diffSrc, null, RuntimeArguments.none());
    }
}
