package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.call.NativePrimitive;
import dev.onednn4j.internal.memory.DescriptorParts;
import dev.onednn4j.internal.memory.TensorRole;
import dev.onednn4j.internal.problem.Arguments;
import dev.onednn4j.internal.problem.Propagation;

/// The softmax of each row along an axis, forward:
///
/// ```text
/// ACCURATE  dst[c] = exp(src[c] − m) / Σ exp(src[i] − m)
/// LOG       dst[c] = (src[c] − m) − ln Σ exp(src[i] − m)
/// ```
///
/// where m is the largest element of the row and i runs along the axis. The formulas are those of
/// oneDNN's guide to the Softmax primitive. src and dst have the same dimensions, of any number.
///
/// Thread safe: any number of threads may execute one at once.
public final class Softmax extends UnaryPrimitive {
    private final SoftmaxBuilder.Function function;

    Softmax(Engine engine, NativePrimitive made, SoftmaxBuilder.Function function) {
        super(engine, made);
        this.function = function;
    }

    /// Begins the description of a softmax.
    public static SoftmaxBuilder forward(Engine engine) {
        return new SoftmaxBuilder(engine);
    }

    /// Begins the description of the gradient of this by its input. The gradient by src is
    /// described as src is and the gradient by dst as dst is, unless another is asked for.
    ///
    /// @throws IllegalStateException when this was built for inference or with post-ops: the
    ///   gradient is computed from the softmax itself, which dst then does not hold
    public BackwardBuilder<SoftmaxBackward> backward() {
        Propagation.requireTraining(function.training());
        Propagation.requireNoPostOps(function.attributes());
        MemoryDescriptor result = dst();
        return new BackwardBuilder<>(
                this,
                "dnnl_softmax_backward_primitive_desc_create",
                (diffSrc, diffDst) -> function.backward(result, diffSrc, diffDst),
                src(),
                result,
                (out, engine, diffSrc, diffDst, hint, attributes, scratch) ->
                        onednn_h.dnnl_softmax_backward_primitive_desc_create(
                                out,
                                engine,
                                function.algorithm().value(),
                                diffSrc,
                                diffDst,
                                DescriptorParts.toNative(result, scratch),
                                function.axis(),
                                hint,
                                attributes),
                Arguments.of(TensorRole.FORWARD_DST, TensorRole.DIFF_DST, TensorRole.DIFF_SRC)
                        .inPlace("diff_dst"),
                SoftmaxBackward::new);
    }
}
