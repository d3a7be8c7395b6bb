package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.attribute.AttributeSet;
import dev.onednn4j.internal.attribute.Benchdnn;
import dev.onednn4j.internal.attribute.Pass;
import dev.onednn4j.internal.call.NativePrimitive;
import dev.onednn4j.internal.memory.DescriptorParts;
import dev.onednn4j.internal.memory.TensorRole;
import dev.onednn4j.internal.problem.Arguments;
import dev.onednn4j.internal.problem.Axis;
import dev.onednn4j.internal.problem.PlainShape;
import dev.onednn4j.internal.problem.PrimitiveKind;
import dev.onednn4j.internal.problem.PrimitiveRequest;
import dev.onednn4j.internal.problem.Problem;
import dev.onednn4j.internal.problem.Propagation;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

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
    private final Builder.Function function;

    Softmax(Engine engine, NativePrimitive made, Builder.Function function) {
        super(engine, made);
        this.function = function;
    }

    /// Begins the description of a softmax.
    public static Builder forward(Engine engine) {
        return new Builder(engine);
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

    /// Describes a forward [Softmax]. `src` is needed, the rest has defaults.
    ///
    /// Attributes: eltwise and binary post-ops; where src or dst is s8 or u8, one scale of src and
    /// one of dst. oneDNN multiplies the **result** by the scale of src, not src itself: the
    /// softmax is that of the stored numbers.
    public static final class Builder extends UnaryPrimitive.Builder<Builder> {
        private SoftmaxAlgorithm algorithm = SoftmaxAlgorithm.ACCURATE;
        private int axis = 1;

        Builder(Engine engine) {
            super(engine);
        }

        @Override
        Builder self() {
            return this;
        }

        /// What is computed; [SoftmaxAlgorithm#ACCURATE] by default.
        public Builder algorithm(SoftmaxAlgorithm algorithm) {
            this.algorithm = Objects.requireNonNull(algorithm, "algorithm");
            return this;
        }

        /// The dimension of src that rows run along, counted from 0; by default 1, the channels.
        public Builder axis(int axis) {
            this.axis = axis;
            return this;
        }

        /// Makes the primitive.
        ///
        /// @throws IllegalArgumentException when src is missing, has no layout or no such axis, or
        ///   dst has other dimensions
        /// @throws IllegalStateException when the engine is closed
        /// @throws UnimplementedException when no implementation on this machine does this
        /// @throws OneDnnException when oneDNN refuses
        public Softmax build() {
            MemoryDescriptor from = source();
            MemoryDescriptor to = result();
            Axis.require(axis, from);
            Function function = new Function(algorithm, axis, isTraining(), attributes());
            Problem problem = function.forward(from, to);
            return new Softmax(
                    engine(),
                    make(
                            new PrimitiveRequest(
                                    "dnnl_softmax_forward_primitive_desc_create",
                                    problem,
                                    new PlainShape(
                                            problem.text(),
                                            to.dims(),
                                            Map.of(
                                                    QuantizedArgument.SRC,
                                                    PlainShape.channels(from),
                                                    QuantizedArgument.DST,
                                                    PlainShape.channels(to))),
                                    to.dataType(),
                                    Arguments.of(TensorRole.SRC, TensorRole.DST).inPlace("src"),
                                    (out, engine, attributes, scratch) ->
                                            onednn_h.dnnl_softmax_forward_primitive_desc_create(
                                                    out,
                                                    engine,
                                                    Propagation.of(function.training),
                                                    function.algorithm.value(),
                                                    DescriptorParts.toNative(from, scratch),
                                                    DescriptorParts.toNative(to, scratch),
                                                    function.axis,
                                                    attributes))),
                    function);
        }

        /// What was asked for, but for the tensors.
        record Function(
                SoftmaxAlgorithm algorithm, int axis, boolean training, AttributeSet attributes) {
            /// The problem as a value.
            Problem forward(MemoryDescriptor src, MemoryDescriptor dst) {
                return value(
                        Pass.FORWARD,
                        List.of(TensorRole.SRC, TensorRole.DST),
                        List.of(src, dst),
                        text(Benchdnn.forward(training, /* biased= */ false), src, dst));
            }

            /// The problem of the gradient as a value.
            Problem backward(
                    MemoryDescriptor dst, MemoryDescriptor diffSrc, MemoryDescriptor diffDst) {
                return value(
                        Pass.BACKWARD_DATA,
                        List.of(TensorRole.FORWARD_DST, TensorRole.DIFF_DST, TensorRole.DIFF_SRC),
                        List.of(dst, diffDst, diffSrc),
                        text("BWD_D", diffSrc, diffDst));
            }

            private Problem value(
                    Pass pass,
                    List<TensorRole> roles,
                    List<MemoryDescriptor> tensors,
                    Supplier<String> text) {
                return Problem.of(
                                PrimitiveKind.SOFTMAX,
                                pass,
                                TensorRole.tensors(roles, tensors),
                                text)
                        .withTraining(training)
                        .withAxis(axis)
                        .withVariant(algorithm.benchdnn());
            }

            private Supplier<String> text(
                    String direction, MemoryDescriptor src, MemoryDescriptor dst) {
                return () ->
                        Benchdnn.problem(
                                "--softmax --dir=%s --sdt=%s --ddt=%s --stag=%s --dtag=%s --alg=%s --axis=%d"
                                        .formatted(
                                                direction,
                                                src.dataType(),
                                                dst.dataType(),
                                                src.layout(),
                                                dst.layout(),
                                                algorithm.benchdnn(),
                                                axis),
                                attributes,
                                Benchdnn.dims(src));
            }
        }
    }
}
