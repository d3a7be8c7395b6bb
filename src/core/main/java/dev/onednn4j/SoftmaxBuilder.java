package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.attribute.AttributeSet;
import dev.onednn4j.internal.attribute.Benchdnn;
import dev.onednn4j.internal.attribute.Pass;
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

/// Describes a forward [Softmax]. `src` is needed, the rest has defaults.
///
/// Attributes: eltwise and binary post-ops; where src or dst is s8 or u8, one scale of src and one
/// of dst. oneDNN multiplies the **result** by the scale of src, not src itself: the softmax is
/// that of the stored numbers.
public final class SoftmaxBuilder extends UnaryBuilder<SoftmaxBuilder> {
    private SoftmaxAlgorithm algorithm = SoftmaxAlgorithm.ACCURATE;
    private int axis = 1;

    SoftmaxBuilder(Engine engine) {
        super(engine);
    }

    @Override
    SoftmaxBuilder self() {
        return this;
    }

    /// What is computed; [SoftmaxAlgorithm#ACCURATE] by default.
    public SoftmaxBuilder algorithm(SoftmaxAlgorithm algorithm) {
        this.algorithm = Objects.requireNonNull(algorithm, "algorithm");
        return this;
    }

    /// The dimension of src that rows run along, counted from 0; by default 1, the channels.
    public SoftmaxBuilder axis(int axis) {
        this.axis = axis;
        return this;
    }

    /// Makes the primitive.
    ///
    /// @throws IllegalArgumentException when src is missing, has no layout or no such axis, or dst
    ///   has other dimensions
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
        Problem backward(MemoryDescriptor dst, MemoryDescriptor diffSrc, MemoryDescriptor diffDst) {
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
            return Problem.of(PrimitiveKind.SOFTMAX, pass, TensorRole.tensors(roles, tensors), text)
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
