package dev.onednn4j;

import dev.onednn4j.internal.attribute.Pass;
import dev.onednn4j.internal.call.NativePrimitive;
import dev.onednn4j.internal.problem.InnerProductProblem;
import dev.onednn4j.internal.problem.TensorRequest;

/// A fully connected layer, forward:
///
/// ```text
/// dst[n,o] = bias[o] + Σ src[n,i,d,h,w] · weights[o,i,d,h,w]
/// ```
///
/// summed over all of i, d, h and w: weights have the dimensions of src, with the outputs in place
/// of the batch. Without d, h and w it is a matrix product, src · weightsᵀ. The formula is that of
/// oneDNN's guide to the Inner Product primitive.
///
/// With 8-bit src, sums are not exact on CPUs without VNNI: see [Capabilities#isInt8Exact()].
///
/// Thread safe: any number of threads may execute one at once.
public final class InnerProduct extends WeightedPrimitive {
    InnerProduct(Engine engine, NativePrimitive made) {
        super(engine, made);
    }

    /// Begins the description of an inner product.
    public static Builder forward(Engine engine) {
        return new Builder(engine);
    }

    /// Begins the description of an inner product's gradient by its input.
    public static BackwardDataBuilder backwardData(Engine engine) {
        return new BackwardDataBuilder(engine);
    }

    /// Begins the description of an inner product's gradient by its weights and bias.
    public static BackwardWeightsBuilder backwardWeights(Engine engine) {
        return new BackwardWeightsBuilder(engine);
    }

    /// Describes a forward [InnerProduct]. `src`, `weights` and `dst` are needed, the rest has
    /// defaults.
    public static final class Builder extends PrimitiveBuilder<Builder> {
        private final TensorRequest src = new TensorRequest("src");
        private final TensorRequest weights = new TensorRequest("weights");
        private final TensorRequest bias = new TensorRequest("bias");
        private final TensorRequest dst = new TensorRequest("dst");
        private boolean training;

        Builder(Engine engine) {
            super(engine);
        }

        @Override
        Builder self() {
            return this;
        }

        /// For training: backward passes will follow (`dnnl_forward_training`).
        public Builder training() {
            training = true;
            return this;
        }

        /// For inference, the default: `dnnl_forward_inference`.
        public Builder inference() {
            training = false;
            return this;
        }

        /// The input: `{N, C, [D,] [H,] [W]}`. With the layout `any`, oneDNN chooses.
        public Builder src(MemoryDescriptor src) {
            this.src.set(src);
            return this;
        }

        /// The input, in a layout that oneDNN chooses.
        public Builder src(DataType type, long... dims) {
            return src(MemoryDescriptor.of(type, dims).with(FormatTag.ANY));
        }

        /// The weights: `{O, C, [D,] [H,] [W]}`. With the layout `any`, oneDNN chooses.
        public Builder weights(MemoryDescriptor weights) {
            this.weights.set(weights);
            return this;
        }

        /// The weights, in a layout that oneDNN chooses: see [WeightedPrimitive#pack].
        public Builder weights(DataType type, long... dims) {
            return weights(MemoryDescriptor.of(type, dims).with(FormatTag.ANY));
        }

        /// What is added to each output: {O}. None by default.
        public Builder bias(MemoryDescriptor bias) {
            this.bias.set(bias);
            return this;
        }

        /// A dense vector with one element for each output. None by default.
        public Builder bias(DataType type) {
            bias.set(type, FormatTag.X);
            return this;
        }

        /// The result: {N, O}. With the layout `any`, oneDNN chooses.
        public Builder dst(MemoryDescriptor dst) {
            this.dst.set(dst);
            return this;
        }

        /// The result, in a layout that oneDNN chooses. Its dimensions follow from the rest.
        public Builder dst(DataType type) {
            return dst(type, FormatTag.ANY);
        }

        /// The result. Its dimensions follow from the rest.
        public Builder dst(DataType type, FormatTag tag) {
            dst.set(type, tag);
            return this;
        }

        /// What to do to the result before it is written. Not besides others in [#attributes].
        public Builder postOps(PostOps postOps) {
            return setPostOps(postOps);
        }

        /// Makes the primitive.
        ///
        /// @throws IllegalArgumentException when something is missing or sizes do not fit together
        /// @throws IllegalStateException when the engine is closed
        /// @throws UnimplementedException when no implementation on this machine does this
        /// @throws OneDnnException when oneDNN refuses
        public InnerProduct build() {
            InnerProductProblem problem =
                    InnerProductProblem.resolve(
                            Pass.FORWARD, training, src, weights, bias, dst, attributes());
            return new InnerProduct(engine(), make(problem.request()));
        }
    }

    /// Describes the gradient of an inner product by its input: [InnerProduct#backwardData].
    /// `diffSrc`, `weights` and `diffDst` are needed.
    public static final class BackwardDataBuilder extends PrimitiveBuilder<BackwardDataBuilder> {
        private final TensorRequest diffSrc = new TensorRequest("diffSrc");
        private final TensorRequest weights = new TensorRequest("weights");
        private final TensorRequest diffDst = new TensorRequest("diffDst");

        BackwardDataBuilder(Engine engine) {
            super(engine);
        }

        @Override
        BackwardDataBuilder self() {
            return this;
        }

        /// The gradient by the input, which is computed: `{N, C, [D,] [H,] [W]}`.
        public BackwardDataBuilder diffSrc(MemoryDescriptor diffSrc) {
            this.diffSrc.set(diffSrc);
            return this;
        }

        /// The gradient by the input, in a layout that oneDNN chooses.
        public BackwardDataBuilder diffSrc(DataType type, long... dims) {
            return diffSrc(MemoryDescriptor.of(type, dims).with(FormatTag.ANY));
        }

        /// The weights of the forward pass: `{O, C, [D,] [H,] [W]}`.
        public BackwardDataBuilder weights(MemoryDescriptor weights) {
            this.weights.set(weights);
            return this;
        }

        /// The weights, in a layout that oneDNN chooses: see [BackwardData#pack].
        public BackwardDataBuilder weights(DataType type, long... dims) {
            return weights(MemoryDescriptor.of(type, dims).with(FormatTag.ANY));
        }

        /// The gradient by the result: {N, O}.
        public BackwardDataBuilder diffDst(MemoryDescriptor diffDst) {
            this.diffDst.set(diffDst);
            return this;
        }

        /// The gradient by the result. Its dimensions follow from the rest.
        public BackwardDataBuilder diffDst(DataType type, FormatTag tag) {
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

    /// Describes the gradient of an inner product by its weights and bias:
    /// [InnerProduct#backwardWeights]. `src`, `diffWeights` and `diffDst` are needed.
    public static final class BackwardWeightsBuilder
            extends PrimitiveBuilder<BackwardWeightsBuilder> {
        private final TensorRequest src = new TensorRequest("src");
        private final TensorRequest diffWeights = new TensorRequest("diffWeights");
        private final TensorRequest diffBias = new TensorRequest("diffBias");
        private final TensorRequest diffDst = new TensorRequest("diffDst");

        BackwardWeightsBuilder(Engine engine) {
            super(engine);
        }

        @Override
        BackwardWeightsBuilder self() {
            return this;
        }

        /// The input of the forward pass: `{N, C, [D,] [H,] [W]}`.
        public BackwardWeightsBuilder src(MemoryDescriptor src) {
            this.src.set(src);
            return this;
        }

        /// The input of the forward pass, in a layout that oneDNN chooses.
        public BackwardWeightsBuilder src(DataType type, long... dims) {
            return src(MemoryDescriptor.of(type, dims).with(FormatTag.ANY));
        }

        /// The gradient by the weights, which is computed: `{O, C, [D,] [H,] [W]}`.
        public BackwardWeightsBuilder diffWeights(MemoryDescriptor diffWeights) {
            this.diffWeights.set(diffWeights);
            return this;
        }

        /// The gradient by the weights, in a layout that oneDNN chooses.
        public BackwardWeightsBuilder diffWeights(DataType type, long... dims) {
            return diffWeights(MemoryDescriptor.of(type, dims).with(FormatTag.ANY));
        }

        /// The gradient by the bias, which is computed: {O}. None by default.
        public BackwardWeightsBuilder diffBias(MemoryDescriptor diffBias) {
            this.diffBias.set(diffBias);
            return this;
        }

        /// The gradient by the bias, a dense vector. None by default.
        public BackwardWeightsBuilder diffBias(DataType type) {
            diffBias.set(type, FormatTag.X);
            return this;
        }

        /// The gradient by the result: {N, O}.
        public BackwardWeightsBuilder diffDst(MemoryDescriptor diffDst) {
            this.diffDst.set(diffDst);
            return this;
        }

        /// The gradient by the result. Its dimensions follow from the rest.
        public BackwardWeightsBuilder diffDst(DataType type, FormatTag tag) {
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
}
