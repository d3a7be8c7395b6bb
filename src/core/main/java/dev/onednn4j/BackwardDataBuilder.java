package dev.onednn4j;

import dev.onednn4j.internal.attribute.Pass;
import dev.onednn4j.internal.problem.PrimitiveKind;

/// Describes the gradient of a convolution or deconvolution by its input:
/// [Convolution#backwardData]. `diffSrc`, `weights` and `diffDst` are needed, the rest has
/// defaults.
public final class BackwardDataBuilder extends SpatialBuilder<BackwardDataBuilder> {

    BackwardDataBuilder(Engine engine, PrimitiveKind kind) {
        super(engine, kind, "diffSrc", "weights", "diffBias", "diffDst");
    }

    @Override
    BackwardDataBuilder self() {
        return this;
    }

    /// The gradient by the input, which is computed: {N, C, [D,] [H,] W}. With the layout `any`,
    /// oneDNN chooses.
    public BackwardDataBuilder diffSrc(MemoryDescriptor diffSrc) {
        input.set(diffSrc);
        return this;
    }

    /// The gradient by the input, in a layout that oneDNN chooses.
    public BackwardDataBuilder diffSrc(DataType type, long... dims) {
        return diffSrc(MemoryDescriptor.of(type, dims).with(FormatTag.ANY));
    }

    /// The kernel of the forward pass: {[G,] O, I, [D,] [H,] W}.
    public BackwardDataBuilder weights(MemoryDescriptor weights) {
        kernel.set(weights);
        return this;
    }

    /// The kernel of the forward pass, in a layout that oneDNN chooses.
    public BackwardDataBuilder weights(DataType type, long... dims) {
        return weights(MemoryDescriptor.of(type, dims).with(FormatTag.ANY));
    }

    /// The gradient by the output of the forward pass: {N, C, [D,] [H,] W}.
    public BackwardDataBuilder diffDst(MemoryDescriptor diffDst) {
        output.set(diffDst);
        return this;
    }

    /// The gradient by the output, in a layout that oneDNN chooses. Its dimensions follow.
    public BackwardDataBuilder diffDst(DataType type) {
        return diffDst(type, FormatTag.ANY);
    }

    /// The gradient by the output. Its dimensions follow from the rest.
    public BackwardDataBuilder diffDst(DataType type, FormatTag tag) {
        output.set(type, tag);
        return this;
    }

    /// Makes the primitive.
    ///
    /// @throws IllegalArgumentException when something is missing or sizes do not fit together
    /// @throws IllegalStateException when the engine is closed
    /// @throws UnimplementedException when no implementation on this machine does this
    /// @throws OneDnnException when oneDNN refuses
    public BackwardData build() {
        return new BackwardData(engine(), make(Pass.BACKWARD_DATA, /* training= */ false));
    }
}
