package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;

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
        Supplier<String> problem =
                function.text(Benchdnn.forward(function.training, /* biased= */ false), from, to);
        return make(
                new Request(
                        "dnnl_softmax_forward_primitive_desc_create",
                        problem,
                        new PlainShape(
                                problem,
                                to.dims(),
                                Map.of(
                                        QuantizedArgument.SRC,
                                        PlainShape.channels(from),
                                        QuantizedArgument.DST,
                                        PlainShape.channels(to))),
                        to.dataType(),
                        (out, engine, attributes, scratch) ->
                                onednn_h.dnnl_softmax_forward_primitive_desc_create(
                                        out,
                                        engine,
                                        Propagation.of(function.training),
                                        function.algorithm.value(),
                                        from.toNative(scratch),
                                        to.toNative(scratch),
                                        function.axis,
                                        attributes),
                        descriptor ->
                                KnownSoftmaxDefects.concern(
                                        descriptor, function.axis, TensorRole.SRC, TensorRole.DST)),
                plan -> new Softmax(plan, function));
    }

    /// What was asked for, but for the tensors.
    record Function(SoftmaxAlgorithm algorithm, int axis, boolean training, Attributes attributes) {
        Supplier<String> text(String direction, MemoryDescriptor src, MemoryDescriptor dst) {
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
