package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.call.NativePrimitive;
import dev.onednn4j.internal.memory.DescriptorParts;
import dev.onednn4j.internal.memory.TensorRole;
import dev.onednn4j.internal.problem.Arguments;
import dev.onednn4j.internal.problem.MatMulProblem;
import dev.onednn4j.internal.problem.PrimitiveRequest;
import dev.onednn4j.internal.problem.TensorRequest;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// A matrix product, or a batch of them:
///
/// ```text
/// dst[…,m,n] = bias[…,m,n] + Σ src[…,m,k] · weights[…,k,n]
/// ```
///
/// summed over k. The dimensions before the last two are a batch; where src or weights have 1
/// there, the one matrix serves all. The formula is that of oneDNN's guide to the MatMul primitive.
///
/// Its gradients are matrix products too, of transposed views that cost nothing: by src it is
/// diff_dst · weightsᵀ, by weights srcᵀ · diff_dst; see [MemoryDescriptor#permute].
///
/// With 8-bit src, sums are not exact on CPUs without VNNI: see [Capabilities#isInt8Exact()].
///
/// Thread safe: any number of threads may execute one at once.
public final class MatMul extends WeightedPrimitive {
    MatMul(Engine engine, NativePrimitive made) {
        super(engine, made);
    }

    /// Begins the description of a matrix product.
    public static Builder forward(Engine engine) {
        return new Builder(engine);
    }

    /// Describes a [MatMul]. `src`, `weights` and `dst` are needed, the rest has defaults.
    public static final class Builder extends PrimitiveBuilder<Builder> {
        private final TensorRequest src = new TensorRequest("src");
        private final TensorRequest weights = new TensorRequest("weights");
        private final TensorRequest bias = new TensorRequest("bias");
        private final TensorRequest dst = new TensorRequest("dst");

        Builder(Engine engine) {
            super(engine);
        }

        @Override
        Builder self() {
            return this;
        }

        /// The left matrix or matrices: {…, M, K}. With the layout `any`, oneDNN chooses.
        public Builder src(MemoryDescriptor src) {
            this.src.set(src);
            return this;
        }

        /// The left matrix or matrices, in a layout that oneDNN chooses.
        public Builder src(DataType type, long... dims) {
            return src(MemoryDescriptor.of(type, dims).with(FormatTag.ANY));
        }

        /// The right matrix or matrices: {…, K, N}. With the layout `any`, oneDNN chooses.
        public Builder weights(MemoryDescriptor weights) {
            this.weights.set(weights);
            return this;
        }

        /// The right matrix or matrices, in a layout that oneDNN chooses: see
        /// [WeightedPrimitive#pack].
        public Builder weights(DataType type, long... dims) {
            return weights(MemoryDescriptor.of(type, dims).with(FormatTag.ANY));
        }

        /// What is added: {…, M, N}, with 1 in those dimensions where one value serves all. None by
        /// default. One row for all is fast; where a bias differs along other dimensions oneDNN has
        /// its reference implementation alone, and [PostOps#binary] adds the same many times
        /// faster.
        public Builder bias(MemoryDescriptor bias) {
            this.bias.set(bias);
            return this;
        }

        /// One value for each column of the result, {1, …, 1, N}. None by default.
        public Builder bias(DataType type) {
            bias.set(type, FormatTag.ANY);
            return this;
        }

        /// The result: {…, M, N}. With the layout `any`, oneDNN chooses.
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
        public MatMul build() {
            MatMulProblem problem = MatMulProblem.resolve(src, weights, bias, dst, attributes());
            return new MatMul(engine(), make(request(problem)));
        }

        private static PrimitiveRequest request(MatMulProblem problem) {
            return new PrimitiveRequest(
                            "dnnl_matmul_primitive_desc_create",
                            problem.value(),
                            problem,
                            problem.output().dataType(),
                            Arguments.of(
                                            TensorRole.SRC,
                                            TensorRole.WEIGHTS,
                                            TensorRole.DST,
                                            TensorRole.BIAS)
                                    .optional("bias"),
                            (out, engine, changes, scratch) ->
                                    describe(out, engine, problem, changes, scratch))
                    .orOpen(() -> request(problem.withOpenLayouts()));
        }

        private static int describe(
                MemorySegment out,
                MemorySegment engine,
                MatMulProblem problem,
                MemorySegment attributes,
                Arena scratch) {
            return onednn_h.dnnl_matmul_primitive_desc_create(
                    out,
                    engine,
                    DescriptorParts.toNative(problem.left(), scratch),
                    DescriptorParts.toNative(problem.right(), scratch),
                    DescriptorParts.optional(problem.bias(), scratch),
                    DescriptorParts.toNative(problem.output(), scratch),
                    attributes);
        }
    }
}
