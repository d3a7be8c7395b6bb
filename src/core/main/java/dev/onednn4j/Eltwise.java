package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.call.NativePrimitive;
import dev.onednn4j.internal.memory.DescriptorParts;
import dev.onednn4j.internal.memory.TensorRole;
import dev.onednn4j.internal.problem.Arguments;
import dev.onednn4j.internal.problem.Propagation;

/// A function of each element by itself, forward: `dst[i] = f(src[i])`, with f one of
/// [EltwiseAlgorithm].
///
/// Thread safe: any number of threads may execute one at once.
public final class Eltwise extends UnaryPrimitive {
    private final EltwiseBuilder.Function function;

    Eltwise(Engine engine, NativePrimitive made, EltwiseBuilder.Function function) {
        super(engine, made);
        this.function = function;
    }

    /// Begins the description of an element-wise function.
    public static EltwiseBuilder forward(Engine engine) {
        return new EltwiseBuilder(engine);
    }

    /// Begins the description of the gradient of this by its input. Both gradients have the layout
    /// of src unless another is asked for.
    ///
    /// @throws IllegalStateException when this was built for inference, with an algorithm that has
    ///   no gradient, or with post-ops where [EltwiseAlgorithm#usesDst()]
    public BackwardBuilder<EltwiseBackward> backward() {
        function.requireTraining();
        if (!function.algorithm().hasGradient()) {
            throw new IllegalStateException(
                    "backward: expected an algorithm that has a gradient, got "
                            + function.algorithm());
        }
        boolean fromDst = function.algorithm().usesDst();
        if (fromDst) {
            Propagation.requireNoPostOps(function.attributes());
        }
        MemoryDescriptor data = fromDst ? dst() : src();
        return new BackwardBuilder<>(
                this,
                "dnnl_eltwise_backward_primitive_desc_create",
                (diffSrc, diffDst) -> function.backward(data, diffSrc, diffDst),
                src(),
                src(),
                (out, engine, diffSrc, diffDst, hint, attributes, scratch) ->
                        onednn_h.dnnl_eltwise_backward_primitive_desc_create(
                                out,
                                engine,
                                function.algorithm().value(),
                                diffSrc,
                                diffDst,
                                DescriptorParts.toNative(data, scratch),
                                function.alpha(),
                                function.beta(),
                                hint,
                                attributes),
                Arguments.of(
                                fromDst ? TensorRole.FORWARD_DST : TensorRole.SRC,
                                TensorRole.DIFF_DST,
                                TensorRole.DIFF_SRC)
                        .inPlace("diff_dst"),
                EltwiseBackward::new);
    }
}
