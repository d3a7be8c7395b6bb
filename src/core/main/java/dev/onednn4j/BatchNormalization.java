package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.call.NativePrimitive;
import dev.onednn4j.internal.memory.DescriptorParts;
import dev.onednn4j.internal.memory.TensorRole;
import dev.onednn4j.internal.problem.Arguments;
import dev.onednn4j.internal.problem.BatchNormalizationProblem;
import dev.onednn4j.internal.problem.Propagation;

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
/// [BatchNormalizationBuilder#useGlobalStats()] for inference s8 too.
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
    public static BatchNormalizationBuilder forward(Engine engine) {
        return new BatchNormalizationBuilder(engine);
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
}
