package dev.onednn4j;

import dev.onednn4j.internal.attribute.Pass;
import dev.onednn4j.internal.problem.PrimitiveKind;

/// Describes the gradient of a convolution or deconvolution by its weights and bias:
/// [Convolution#backwardWeights]. `src`, `diffWeights` and `diffDst` are needed, the rest has
/// defaults.
public final class BackwardWeightsBuilder extends SpatialBuilder<BackwardWeightsBuilder> {

    BackwardWeightsBuilder(Engine engine, PrimitiveKind kind) {
        super(engine, kind, "src", "diffWeights", "diffBias", "diffDst");
    }

    @Override
    BackwardWeightsBuilder self() {
        return this;
    }

    /// The input of the forward pass: {N, C, [D,] [H,] W}. With the layout `any`, oneDNN chooses.
    public BackwardWeightsBuilder src(MemoryDescriptor src) {
        input.set(src);
        return this;
    }

    /// The input of the forward pass, in a layout that oneDNN chooses.
    public BackwardWeightsBuilder src(DataType type, long... dims) {
        return src(MemoryDescriptor.of(type, dims).with(FormatTag.ANY));
    }

    /// The gradient by the kernel, which is computed: {[G,] O, I, [D,] [H,] W}.
    public BackwardWeightsBuilder diffWeights(MemoryDescriptor diffWeights) {
        kernel.set(diffWeights);
        return this;
    }

    /// The gradient by the kernel, in a layout that oneDNN chooses.
    public BackwardWeightsBuilder diffWeights(DataType type, long... dims) {
        return diffWeights(MemoryDescriptor.of(type, dims).with(FormatTag.ANY));
    }

    /// The gradient by the bias, which is computed: {O}. None by default.
    public BackwardWeightsBuilder diffBias(MemoryDescriptor diffBias) {
        bias.set(diffBias);
        return this;
    }

    /// The gradient by the bias, a dense vector. None by default.
    public BackwardWeightsBuilder diffBias(DataType type) {
        bias.set(type, FormatTag.X);
        return this;
    }

    /// The gradient by the output of the forward pass: {N, C, [D,] [H,] W}.
    public BackwardWeightsBuilder diffDst(MemoryDescriptor diffDst) {
        output.set(diffDst);
        return this;
    }

    /// The gradient by the output, in a layout that oneDNN chooses. Its dimensions follow.
    public BackwardWeightsBuilder diffDst(DataType type) {
        return diffDst(type, FormatTag.ANY);
    }

    /// The gradient by the output. Its dimensions follow from the rest.
    public BackwardWeightsBuilder diffDst(DataType type, FormatTag tag) {
        output.set(type, tag);
        return this;
    }

    /// Makes the primitive.
    ///
    /// @throws IllegalArgumentException when something is missing or sizes do not fit together
    /// @throws IllegalStateException when the engine is closed
    /// @throws UnimplementedException when no implementation on this machine does this
    /// @throws OneDnnException when oneDNN refuses
    public BackwardWeights build() {
        return new BackwardWeights(engine(), make(Pass.BACKWARD_WEIGHTS, /* training= */ false));
    }
}
