package dev.onednn4j;

import dev.onednn4j.internal.call.NativePrimitive;

/// A function of two tensors, element by element: `dst[i] = f(src0[i], src1[i])`, with f one of
/// [BinaryAlgorithm]. Where a dimension of one operand is 1, its one value serves all of the other
/// operand's. The formula is that of oneDNN's guide to the Binary primitive.
///
/// oneDNN has no backward pass of it; the gradients are other primitives, g being diff_dst:
///
/// | function | by src0 | by src1 |
/// | --- | --- | --- |
/// | `ADD` | g | g |
/// | `SUB` | g | −g: an [Eltwise], `LINEAR` with α = −1 |
/// | `MUL` | g · src1: a `MUL` | g · src0: a `MUL` |
/// | `DIV` | g / src1: a `DIV` | −g · dst / src1: `MUL`, `DIV`, `LINEAR` |
/// | `MAX` | g · (src0 ≥ src1): `GE`, `MUL` | g · (src0 < src1): `LT`, `MUL` |
/// | `MIN` | g · (src0 ≤ src1): `LE`, `MUL` | g · (src0 > src1): `GT`, `MUL` |
///
/// Comparisons have the gradient 0. For an operand that was spread over a dimension the gradient is
/// summed over that dimension as well.
///
/// Thread safe: any number of threads may execute one at once.
public final class Binary extends Primitive {
    private final MemoryDescriptor src0;
    private final MemoryDescriptor src1;
    private final MemoryDescriptor dst;

    Binary(Engine engine, NativePrimitive made) {
        super(engine, made);
        this.src0 = made.expected(0);
        this.src1 = made.expected(1);
        this.dst = made.expected(2);
    }

    /// Begins the description of a function of two tensors.
    public static BinaryBuilder forward(Engine engine) {
        return new BinaryBuilder(engine);
    }

    /// What src0 must be. Executions and attributes call it `src`.
    public MemoryDescriptor src0() {
        return src0;
    }

    /// What src1 must be. Executions and attributes call it `src_1`.
    public MemoryDescriptor src1() {
        return src1;
    }

    /// What dst must be.
    public MemoryDescriptor dst() {
        return dst;
    }

    /// Computes dst; returns when it is written. Allocates nothing, but for the first time that one
    /// more thread than ever before is in this method at once.
    ///
    /// @param dst may be src0 itself where both are described alike; must not share elements with
    ///   src1
    /// @param runtime what [#runtimeArguments()] says
    /// @throws IllegalArgumentException when a tensor is not what it should be
    /// @throws IllegalStateException when the primitive is closed, or the arena of a tensor is
    /// @throws WrongThreadException when a tensor's arena is confined to another thread
    /// @throws OneDnnException when oneDNN fails
    public void execute(Tensor src0, Tensor src1, Tensor dst, RuntimeArguments runtime) {
        executions.run(src0, src1, dst, null, runtime);
    }

    /// Computes dst without runtime arguments.
    public void execute(Tensor src0, Tensor src1, Tensor dst) {
        executions.run(src0, src1, dst, null, RuntimeArguments.none());
    }

    /// Prepares an execution on these tensors that can be run many times.
    public Execution bind(Tensor src0, Tensor src1, Tensor dst, RuntimeArguments runtime) {
        return prepare(src0, src1, dst, null, runtime);
    }

    /// Prepares an execution without runtime arguments.
    public Execution bind(Tensor src0, Tensor src1, Tensor dst) {
        return prepare(src0, src1, dst, null, RuntimeArguments.none());
    }
}
