package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.memory.DescriptorParts;
import dev.onednn4j.internal.memory.TensorRole;
import dev.onednn4j.internal.problem.Arguments;
import dev.onednn4j.internal.problem.BatchNormalizationProblem;
import dev.onednn4j.internal.problem.PlainShape;
import dev.onednn4j.internal.problem.PrimitiveRequest;
import dev.onednn4j.internal.problem.Problem;
import dev.onednn4j.internal.problem.Propagation;

import java.util.Map;

/// Describes a forward [BatchNormalization]. `src` is needed, the rest has defaults.
///
/// Attributes: for inference, a ReLU as post-op. The fusion with an addition
/// (`dnnl_fuse_norm_add_relu`) is not here: oneDNN has it on GPUs alone.
public final class BatchNormalizationBuilder extends UnaryBuilder<BatchNormalizationBuilder> {
    private static final int LEAST_DIMENSIONS = 2;
    private static final int MOST_DIMENSIONS = 5;

    private float epsilon = 1e-5f;
    private int flags = onednn_h.dnnl_normalization_flags_none();

    BatchNormalizationBuilder(Engine engine) {
        super(engine);
    }

    @Override
    BatchNormalizationBuilder self() {
        return this;
    }

    /// What is added to the variance, to keep the divisor from 0; 1e-5 by default.
    ///
    /// @throws IllegalArgumentException when it is negative or no finite number
    public BatchNormalizationBuilder epsilon(float epsilon) {
        if (!(epsilon >= 0) || Float.isInfinite(epsilon)) {
            throw new IllegalArgumentException(
                    "epsilon: expected a finite number of at least 0, got " + epsilon);
        }
        this.epsilon = epsilon;
        return this;
    }

    /// Mean and variance are given, not computed from src (`dnnl_use_global_stats`).
    public BatchNormalizationBuilder useGlobalStats() {
        return with(onednn_h.dnnl_use_global_stats());
    }

    /// Each channel is multiplied by a scale of its own (`dnnl_use_scale`).
    public BatchNormalizationBuilder useScale() {
        return with(onednn_h.dnnl_use_scale());
    }

    /// A shift of its own is added to each channel (`dnnl_use_shift`).
    public BatchNormalizationBuilder useShift() {
        return with(onednn_h.dnnl_use_shift());
    }

    /// Negative results become 0 (`dnnl_fuse_norm_relu`). In training, a workspace notes down which
    /// they were.
    public BatchNormalizationBuilder fuseNormRelu() {
        return with(onednn_h.dnnl_fuse_norm_relu());
    }

    private BatchNormalizationBuilder with(int flag) {
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
                    "src: expected 2 to 5 dimensions, {N, C, [D,] [H,] W} or {N, C}, got " + from);
        }
        BatchNormalizationProblem problem =
                new BatchNormalizationProblem(from, to, epsilon, flags, isTraining(), attributes());
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
