package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.call.NativePrimitive;
import dev.onednn4j.internal.memory.DescriptorParts;
import dev.onednn4j.internal.memory.TensorRole;
import dev.onednn4j.internal.problem.Arguments;
import dev.onednn4j.internal.problem.BatchNormalizationProblem;
import dev.onednn4j.internal.problem.PlainShape;
import dev.onednn4j.internal.problem.PrimitiveRequest;
import dev.onednn4j.internal.problem.Problem;
import dev.onednn4j.internal.problem.Propagation;

import java.util.Map;

/// Brings each channel to mean 0 and variance 1, forward:
///
/// ```text
/// dst[n,c,…] = scale[c] · (src[n,c,…] − mean[c]) / √(variance[c] + ε) + shift[c]
/// mean[c]     = Σ src[n,c,…] / m
/// variance[c] = Σ (src[n,c,…] − mean[c])² / m
/// ```
///
/// where sums run over all m elements of a channel; without a scale it counts as 1, without a shift
/// as 0. The formulas are those of oneDNN's guide to the Batch Normalization primitive. src and dst
/// are {N, C, [D,] [H,] W} or {N, C}, both of one type: f32, bf16, f16; with
/// [Builder#useGlobalStats()] for inference s8 too.
///
/// The other tensors are passed by name in [RuntimeArguments]; all are f32 {C}, but for the
/// workspace, which [#runtimeArguments()] describes:
///
/// | name | there is one | training | inference |
/// | --- | --- | --- | --- |
/// | `mean`, `variance` | with `useGlobalStats` | read | read |
/// | `mean`, `variance` | without | written | – |
/// | `scale` | with `useScale` | read | read |
/// | `shift` | with `useShift` | read | read |
/// | `workspace` | with `fuseNormRelu` | written | – |
///
/// The variance is that of the batch, not the unbiased one that frameworks keep running averages
/// of: for those multiply it by m / (m − 1).
///
/// dst may be src itself where both are described alike; a backward pass needs src as it was.
///
/// Thread safe: any number of threads may execute one at once.
public final class BatchNormalization extends UnaryPrimitive {
    /// The name of the channels' means among the [RuntimeArguments].
    public static final String MEAN = "mean";

    /// The name of the channels' variances among the [RuntimeArguments].
    public static final String VARIANCE = "variance";

    /// The name of the channels' scales among the [RuntimeArguments].
    public static final String SCALE = "scale";

    /// The name of the channels' shifts among the [RuntimeArguments].
    public static final String SHIFT = "shift";

    /// The name of what is noted down for the backward pass among the [RuntimeArguments].
    public static final String WORKSPACE = "workspace";

    private final BatchNormalizationProblem problem;

    BatchNormalization(Engine engine, NativePrimitive made, BatchNormalizationProblem problem) {
        super(engine, made);
        this.problem = problem;
    }

    /// Begins the description of a batch normalization.
    public static Builder forward(Engine engine) {
        return new Builder(engine);
    }

    /// Begins the description of the gradients of this by its input and, where it has them, scale
    /// and shift. The gradients are described as src and dst are unless another is asked for.
    ///
    /// @throws IllegalStateException when this was built for inference
    public BackwardBuilder<BatchNormalizationBackward> backward() {
        Propagation.requireTraining(problem.training());
        return new BackwardBuilder<>(
                this,
                "dnnl_batch_normalization_backward_primitive_desc_create",
                problem::backward,
                src(),
                dst(),
                (out, engine, diffSrc, diffDst, hint, attributes, scratch) ->
                        onednn_h.dnnl_batch_normalization_backward_primitive_desc_create(
                                out,
                                engine,
                                problem.hasParameters()
                                        ? onednn_h.dnnl_backward()
                                        : onednn_h.dnnl_backward_data(),
                                diffSrc,
                                diffDst,
                                DescriptorParts.toNative(src(), scratch),
                                problem.epsilon(),
                                problem.flags(),
                                hint,
                                attributes),
                Arguments.of(TensorRole.SRC, TensorRole.DIFF_DST, TensorRole.DIFF_SRC)
                        .inPlace("diff_dst")
                        .named(problem::backwardArguments),
                BatchNormalizationBackward::new);
    }

    /// Describes a forward [BatchNormalization]. `src` is needed, the rest has defaults.
    ///
    /// Attributes: for inference, a ReLU as post-op. The fusion with an addition
    /// (`dnnl_fuse_norm_add_relu`) is not here: oneDNN has it on GPUs alone.
    public static final class Builder extends UnaryPrimitive.Builder<Builder> {
        private static final int LEAST_DIMENSIONS = 2;
        private static final int MOST_DIMENSIONS = 5;

        private float epsilon = 1e-5f;
        private int flags = onednn_h.dnnl_normalization_flags_none();

        Builder(Engine engine) {
            super(engine);
        }

        @Override
        Builder self() {
            return this;
        }

        /// What is added to the variance, to keep the divisor from 0; 1e-5 by default.
        ///
        /// @throws IllegalArgumentException when it is negative or no finite number
        public Builder epsilon(float epsilon) {
            if (!(epsilon >= 0) || Float.isInfinite(epsilon)) {
                throw new IllegalArgumentException(
                        "epsilon: expected a finite number of at least 0, got " + epsilon);
            }
            this.epsilon = epsilon;
            return this;
        }

        /// Mean and variance are given, not computed from src (`dnnl_use_global_stats`).
        public Builder useGlobalStats() {
            return with(onednn_h.dnnl_use_global_stats());
        }

        /// Each channel is multiplied by a scale of its own (`dnnl_use_scale`).
        public Builder useScale() {
            return with(onednn_h.dnnl_use_scale());
        }

        /// A shift of its own is added to each channel (`dnnl_use_shift`).
        public Builder useShift() {
            return with(onednn_h.dnnl_use_shift());
        }

        /// Negative results become 0 (`dnnl_fuse_norm_relu`). In training, a workspace notes down
        /// which they were.
        public Builder fuseNormRelu() {
            return with(onednn_h.dnnl_fuse_norm_relu());
        }

        private Builder with(int flag) {
            flags |= flag;
            return this;
        }

        /// Makes the primitive.
        ///
        /// @throws IllegalArgumentException when src is missing, has no layout or not 2 to 5
        ///   dimensions, or dst has other dimensions
        /// @throws IllegalStateException when the engine is closed
        /// @throws UnimplementedException when no implementation on this machine does this
        /// @throws OneDnnException when oneDNN refuses
        public BatchNormalization build() {
            MemoryDescriptor from = source();
            MemoryDescriptor to = result();
            if (from.ndims() < LEAST_DIMENSIONS || from.ndims() > MOST_DIMENSIONS) {
                throw new IllegalArgumentException(
                        "src: expected 2 to 5 dimensions, {N, C, [D,] [H,] W} or {N, C}, got "
                                + from);
            }
            BatchNormalizationProblem problem =
                    new BatchNormalizationProblem(
                            from, to, epsilon, flags, isTraining(), attributes());
            Problem value = problem.forward();
            return new BatchNormalization(
                    engine(),
                    make(
                            new PrimitiveRequest(
                                    "dnnl_batch_normalization_forward_primitive_desc_create",
                                    value,
                                    new PlainShape(value.text(), to.dims(), Map.of()),
                                    to.dataType(),
                                    Arguments.of(TensorRole.SRC, TensorRole.DST)
                                            .inPlace("src")
                                            .named(problem::forwardArguments),
                                    (out, engine, attributes, scratch) ->
                                            onednn_h
                                                    .dnnl_batch_normalization_forward_primitive_desc_create(
                                                            out,
                                                            engine,
                                                            Propagation.of(problem.training()),
                                                            DescriptorParts.toNative(from, scratch),
                                                            DescriptorParts.toNative(to, scratch),
                                                            problem.epsilon(),
                                                            problem.flags(),
                                                            attributes))),
                    problem);
        }
    }
}
