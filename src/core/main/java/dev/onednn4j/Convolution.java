package dev.onednn4j;

import dev.onednn4j.internal.attribute.Pass;
import dev.onednn4j.internal.call.NativePrimitive;
import dev.onednn4j.internal.problem.PrimitiveKind;

/// A forward convolution, in oneDNN's sense, which is a cross-correlation:
///
/// ```text
/// dst[n,o,y,x] = bias[o] + Σ src[n, i, y·SH + h·DH − PH, x·SW + w·DW − PW] · weights[o,i,h,w]
/// ```
///
/// summed over input channels i and kernel positions h and w; what lies outside src counts as 0. In
/// 1-D there is w alone, in 3-D a depth before h. With groups, weights have one more dimension in
/// front, and each group of output channels sees its own input channels only. S are strides, D the
/// dilation (**1 is none**) and P the left padding. The formula is that of oneDNN's guide to the
/// Convolution primitive, which counts dilation from 0.
///
/// With 8-bit src, sums are not exact on CPUs without VNNI: see [Capabilities#isInt8Exact()].
///
/// Thread safe: any number of threads may execute one convolution at once.
public final class Convolution extends WeightedPrimitive {
    private Convolution(Engine engine, NativePrimitive made) {
        super(engine, made);
    }

    /// Begins the description of a convolution.
    public static Builder forward(Engine engine) {
        return new Builder(engine);
    }

    /// Begins the description of a convolution's gradient by its input.
    public static BackwardDataBuilder backwardData(Engine engine) {
        return new BackwardDataBuilder(engine, PrimitiveKind.CONVOLUTION);
    }

    /// Begins the description of a convolution's gradient by its weights and bias.
    public static BackwardWeightsBuilder backwardWeights(Engine engine) {
        return new BackwardWeightsBuilder(engine, PrimitiveKind.CONVOLUTION);
    }

    /// Describes a convolution. `src`, `weights` and `dst` are needed, the rest has defaults.
    public static final class Builder extends ForwardBuilder<Builder> {
        private Builder(Engine engine) {
            super(engine, PrimitiveKind.CONVOLUTION);
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        public Convolution build() {
            return new Convolution(engine(), make());
        }
    }

    /// Describes the gradient of a convolution or deconvolution by its input:
    /// [Convolution#backwardData]. `diffSrc`, `weights` and `diffDst` are needed, the rest has
    /// defaults.
    public static final class BackwardDataBuilder extends ConvolutionBuilder<BackwardDataBuilder> {

        BackwardDataBuilder(Engine engine, PrimitiveKind kind) {
            super(engine, kind, Pass.BACKWARD_DATA, "diffSrc", "weights", "diffBias", "diffDst");
        }

        @Override
        BackwardDataBuilder self() {
            return this;
        }

        /// The gradient by the input, which is computed: {N, C, [D,] [H,] W}. With the layout
        /// `any`, oneDNN chooses.
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
            return new BackwardData(engine(), make());
        }
    }

    /// Describes the gradient of a convolution or deconvolution by its weights and bias:
    /// [Convolution#backwardWeights]. `src`, `diffWeights` and `diffDst` are needed, the rest has
    /// defaults.
    public static final class BackwardWeightsBuilder
            extends ConvolutionBuilder<BackwardWeightsBuilder> {

        BackwardWeightsBuilder(Engine engine, PrimitiveKind kind) {
            super(engine, kind, Pass.BACKWARD_WEIGHTS, "src", "diffWeights", "diffBias", "diffDst");
        }

        @Override
        BackwardWeightsBuilder self() {
            return this;
        }

        /// The input of the forward pass: {N, C, [D,] [H,] W}. With the layout `any`, oneDNN
        /// chooses.
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
            return new BackwardWeights(engine(), make());
        }
    }
}
