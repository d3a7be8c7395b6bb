package dev.onednn4j;

import dev.onednn4j.internal.attribute.Pass;
import dev.onednn4j.internal.problem.InnerProductProblem;
import dev.onednn4j.internal.problem.TensorRequest;

/// Describes the gradient of an inner product by its weights and bias:
/// [InnerProduct#backwardWeights]. `src`, `diffWeights` and `diffDst` are needed.
public final class InnerProductBackwardWeightsBuilder
        extends PrimitiveBuilder<InnerProductBackwardWeightsBuilder> {
    private final TensorRequest src = new TensorRequest("src");
    private final TensorRequest diffWeights = new TensorRequest("diffWeights");
    private final TensorRequest diffBias = new TensorRequest("diffBias");
    private final TensorRequest diffDst = new TensorRequest("diffDst");

    InnerProductBackwardWeightsBuilder(Engine engine) {
        super(engine);
    }

    @Override
    InnerProductBackwardWeightsBuilder self() {
        return this;
    }

    /// The input of the forward pass: `{N, C, [D,] [H,] [W]}`.
    public InnerProductBackwardWeightsBuilder src(MemoryDescriptor src) {
        this.src.set(src);
        return this;
    }

    /// The input of the forward pass, in a layout that oneDNN chooses.
    public InnerProductBackwardWeightsBuilder src(DataType type, long... dims) {
        return src(MemoryDescriptor.of(type, dims).with(FormatTag.ANY));
    }

    /// The gradient by the weights, which is computed: `{O, C, [D,] [H,] [W]}`.
    public InnerProductBackwardWeightsBuilder diffWeights(MemoryDescriptor diffWeights) {
        this.diffWeights.set(diffWeights);
        return this;
    }

    /// The gradient by the weights, in a layout that oneDNN chooses.
    public InnerProductBackwardWeightsBuilder diffWeights(DataType type, long... dims) {
        return diffWeights(MemoryDescriptor.of(type, dims).with(FormatTag.ANY));
    }

    /// The gradient by the bias, which is computed: {O}. None by default.
    public InnerProductBackwardWeightsBuilder diffBias(MemoryDescriptor diffBias) {
        this.diffBias.set(diffBias);
        return this;
    }

    /// The gradient by the bias, a dense vector. None by default.
    public InnerProductBackwardWeightsBuilder diffBias(DataType type) {
        diffBias.set(type, FormatTag.X);
        return this;
    }

    /// The gradient by the result: {N, O}.
    public InnerProductBackwardWeightsBuilder diffDst(MemoryDescriptor diffDst) {
        this.diffDst.set(diffDst);
        return this;
    }

    /// The gradient by the result. Its dimensions follow from the rest.
    public InnerProductBackwardWeightsBuilder diffDst(DataType type, FormatTag tag) {
        diffDst.set(type, tag);
        return this;
    }

    /// Makes the primitive.
    ///
    /// @throws IllegalArgumentException when something is missing or sizes do not fit together
    /// @throws IllegalStateException when the engine is closed
    /// @throws UnimplementedException when no implementation on this machine does this
    /// @throws OneDnnException when oneDNN refuses
    public BackwardWeights build() {
        InnerProductProblem problem =
                InnerProductProblem.resolve(
                        Pass.BACKWARD_WEIGHTS,
                        /* training= */ false,
                        src,
                        diffWeights,
                        diffBias,
                        diffDst,
                        attributes());
        return new BackwardWeights(engine(), make(problem.request()));
    }
}
