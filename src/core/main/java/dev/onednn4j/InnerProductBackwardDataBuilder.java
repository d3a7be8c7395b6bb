package dev.onednn4j;

import dev.onednn4j.internal.attribute.Pass;
import dev.onednn4j.internal.problem.InnerProductProblem;
import dev.onednn4j.internal.problem.TensorRequest;

/// Describes the gradient of an inner product by its input: [InnerProduct#backwardData]. `diffSrc`,
/// `weights` and `diffDst` are needed.
public final class InnerProductBackwardDataBuilder
        extends PrimitiveBuilder<InnerProductBackwardDataBuilder> {
    private final TensorRequest diffSrc = new TensorRequest("diffSrc");
    private final TensorRequest weights = new TensorRequest("weights");
    private final TensorRequest diffDst = new TensorRequest("diffDst");

    InnerProductBackwardDataBuilder(Engine engine) {
        super(engine);
    }

    @Override
    InnerProductBackwardDataBuilder self() {
        return this;
    }

    /// The gradient by the input, which is computed: `{N, C, [D,] [H,] [W]}`.
    public InnerProductBackwardDataBuilder diffSrc(MemoryDescriptor diffSrc) {
        this.diffSrc.set(diffSrc);
        return this;
    }

    /// The gradient by the input, in a layout that oneDNN chooses.
    public InnerProductBackwardDataBuilder diffSrc(DataType type, long... dims) {
        return diffSrc(MemoryDescriptor.of(type, dims).with(FormatTag.ANY));
    }

    /// The weights of the forward pass: `{O, C, [D,] [H,] [W]}`.
    public InnerProductBackwardDataBuilder weights(MemoryDescriptor weights) {
        this.weights.set(weights);
        return this;
    }

    /// The weights, in a layout that oneDNN chooses: see [BackwardData#pack].
    public InnerProductBackwardDataBuilder weights(DataType type, long... dims) {
        return weights(MemoryDescriptor.of(type, dims).with(FormatTag.ANY));
    }

    /// The gradient by the result: {N, O}.
    public InnerProductBackwardDataBuilder diffDst(MemoryDescriptor diffDst) {
        this.diffDst.set(diffDst);
        return this;
    }

    /// The gradient by the result. Its dimensions follow from the rest.
    public InnerProductBackwardDataBuilder diffDst(DataType type, FormatTag tag) {
        diffDst.set(type, tag);
        return this;
    }

    /// Makes the primitive.
    ///
    /// @throws IllegalArgumentException when something is missing or sizes do not fit together
    /// @throws IllegalStateException when the engine is closed
    /// @throws UnimplementedException when no implementation on this machine does this
    /// @throws OneDnnException when oneDNN refuses
    public BackwardData build() {
        InnerProductProblem problem =
                InnerProductProblem.resolve(
                        Pass.BACKWARD_DATA,
                        /* training= */ false,
                        diffSrc,
                        weights,
                        TensorRequest.none(),
                        diffDst,
                        attributes());
        return new BackwardData(engine(), make(problem.request()));
    }
}
