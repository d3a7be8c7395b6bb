package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.attribute.AttributeSet;
import dev.onednn4j.internal.attribute.Benchdnn;
import dev.onednn4j.internal.attribute.Pass;
import dev.onednn4j.internal.memory.DescriptorParts;
import dev.onednn4j.internal.memory.ProblemTensor;
import dev.onednn4j.internal.memory.TensorRole;
import dev.onednn4j.internal.memory.WholeBytes;
import dev.onednn4j.internal.problem.Arguments;
import dev.onednn4j.internal.problem.BinaryLayouts;
import dev.onednn4j.internal.problem.PlainShape;
import dev.onednn4j.internal.problem.PrimitiveKind;
import dev.onednn4j.internal.problem.PrimitiveRequest;
import dev.onednn4j.internal.problem.Problem;
import dev.onednn4j.internal.problem.TensorRequest;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/// Describes a [Binary]. `algorithm`, `src0` and `src1` are needed, the rest has defaults.
///
/// Attributes: one scale of each source, and eltwise, binary and sum post-ops.
public final class BinaryBuilder extends PrimitiveBuilder<BinaryBuilder> {
    private final TensorRequest src0 = new TensorRequest("src0");
    private final TensorRequest src1 = new TensorRequest("src1");
    private final TensorRequest dst = new TensorRequest("dst");
    private @Nullable BinaryAlgorithm algorithm;

    BinaryBuilder(Engine engine) {
        super(engine);
    }

    @Override
    BinaryBuilder self() {
        return this;
    }

    /// The function.
    public BinaryBuilder algorithm(BinaryAlgorithm algorithm) {
        this.algorithm = Objects.requireNonNull(algorithm, "algorithm");
        return this;
    }

    /// The first operand. Its layout must be given.
    public BinaryBuilder src0(MemoryDescriptor src0) {
        this.src0.set(src0);
        return this;
    }

    /// The second operand, of as many dimensions. oneDNN is faster when it is this one that has
    /// dimensions of 1. With the layout left open it is that of src0.
    public BinaryBuilder src1(MemoryDescriptor src1) {
        this.src1.set(src1);
        return this;
    }

    /// The result. Each dimension is that of the operand that has not 1 there. By default it has
    /// the type and layout of src0.
    public BinaryBuilder dst(MemoryDescriptor dst) {
        this.dst.set(dst);
        return this;
    }

    /// The result in another type or layout than src0. Its dimensions follow from the rest.
    public BinaryBuilder dst(DataType type, FormatTag tag) {
        dst.set(type, tag);
        return this;
    }

    /// What to do to the result before it is written. Not besides others in [#attributes].
    public BinaryBuilder postOps(PostOps postOps) {
        return setPostOps(postOps);
    }

    /// Makes the primitive.
    ///
    /// @throws IllegalArgumentException when something is missing or does not fit together, a type
    ///   is s8 or u8 and layouts differ, or dst is of a 4-bit type
    /// @throws IllegalStateException when the engine is closed
    /// @throws UnimplementedException when no implementation on this machine does this
    /// @throws OneDnnException when oneDNN refuses
    public Binary build() {
        if (algorithm == null) {
            throw new IllegalArgumentException("algorithm: not given; call .algorithm(…)");
        }
        BinaryAlgorithm function = algorithm;
        List<MemoryDescriptor> asked = tensors();
        WholeBytes.require("dst", asked.get(2));
        requireOneLayoutOfBytes(asked);
        List<MemoryDescriptor> usual = BinaryLayouts.withUsualStrides(asked);
        MemoryDescriptor first = usual.get(0);
        MemoryDescriptor second = usual.get(1);
        MemoryDescriptor to = usual.get(2);
        AttributeSet changes = attributes();
        Problem problem =
                Problem.of(
                                PrimitiveKind.BINARY,
                                Pass.FORWARD,
                                TensorRole.tensors(
                                        List.of(TensorRole.SRC, TensorRole.SRC_1, TensorRole.DST),
                                        usual),
                                text(function, first, second, to, changes))
                        .withVariant(function.toString());
        return new Binary(
                engine(),
                make(
                        new PrimitiveRequest(
                                "dnnl_binary_primitive_desc_create",
                                problem,
                                new PlainShape(
                                        problem.text(),
                                        to.dims(),
                                        Map.of(
                                                QuantizedArgument.SRC,
                                                PlainShape.channels(first),
                                                QuantizedArgument.SRC_1,
                                                PlainShape.channels(second))),
                                to.dataType(),
                                Arguments.of(TensorRole.SRC, TensorRole.SRC_1, TensorRole.DST)
                                        .inPlace("src"),
                                (out, engine, attributes, scratch) ->
                                        onednn_h.dnnl_binary_primitive_desc_create(
                                                out,
                                                engine,
                                                function.value(),
                                                DescriptorParts.toNative(first, scratch),
                                                DescriptorParts.toNative(second, scratch),
                                                DescriptorParts.toNative(to, scratch),
                                                attributes))));
    }

    /// src0, src1 and dst.
    private List<MemoryDescriptor> tensors() {
        MemoryDescriptor first = src0.requiredLayout();
        MemoryDescriptor second = src1.required();
        return List.of(first, second, result(first, broadcast(first, second)));
    }

    /// Of bytes in different layouts oneDNN makes wrong results, or crashes while it looks for an
    /// implementation.
    private static void requireOneLayoutOfBytes(List<MemoryDescriptor> all) {
        MemoryDescriptor first = all.getFirst();
        boolean bytes = all.stream().anyMatch(tensor -> ProblemTensor.of(tensor).isBytes());
        if (bytes && !all.stream().allMatch(tensor -> tensor.isAny() || alike(first, tensor))) {
            throw new IllegalArgumentException(
                    "layouts: expected one for src0, src1 and dst where a type is s8 or u8, got "
                            + all.stream().map(BinaryBuilder::place).toList());
        }
    }

    private static String place(MemoryDescriptor tensor) {
        String layout = tensor.layout();
        return layout
                + (layout.endsWith("*") ? " with strides " + Arrays.toString(tensor.strides()) : "")
                + (ProblemTensor.of(tensor).hasOffset() ? " from element " + tensor.offset() : "");
    }

    /// Dimensions of one element let a layout have several names; those are alike.
    private static boolean alike(MemoryDescriptor first, MemoryDescriptor other) {
        String name = first.layout();
        if (!FormatTag.names().contains(name)) {
            // Where there are gaps a name does not tell how large they are.
            return other.layout().equals(name) && Arrays.equals(other.strides(), first.strides());
        }
        return MemoryDescriptor.of(other.dataType(), other.dims())
                .with(FormatTag.of(name))
                .equals(other);
    }

    private MemoryDescriptor result(MemoryDescriptor first, long[] dims) {
        if (!dst.isAbsent()) {
            return dst.resolve("src0 and src1", dims);
        }
        boolean alike = Arrays.equals(first.dims(), dims);
        return alike ? first : MemoryDescriptor.of(first.dataType(), dims).with(FormatTag.ANY);
    }

    private static long[] broadcast(MemoryDescriptor first, MemoryDescriptor second) {
        long[] dims = first.dims();
        long[] others = second.dims();
        boolean fits = others.length == dims.length;
        for (int d = 0; fits && d < dims.length; d++) {
            fits = others[d] == dims[d] || others[d] == 1 || dims[d] == 1;
            if (dims[d] == 1) {
                dims[d] = others[d];
            }
        }
        if (!fits) {
            throw new IllegalArgumentException(
                    "src1: expected "
                            + Arrays.toString(first.dims())
                            + " as src0, or 1 in a dimension of either, got "
                            + Arrays.toString(others));
        }
        return dims;
    }

    private static Supplier<String> text(
            BinaryAlgorithm algorithm,
            MemoryDescriptor src0,
            MemoryDescriptor src1,
            MemoryDescriptor dst,
            AttributeSet attributes) {
        return () ->
                Benchdnn.problem(
                        "--binary --sdt=%s:%s --ddt=%s --stag=%s:%s --dtag=%s --alg=%s"
                                .formatted(
                                        src0.dataType(),
                                        src1.dataType(),
                                        dst.dataType(),
                                        src0.layout(),
                                        src1.layout(),
                                        dst.layout(),
                                        algorithm),
                        attributes,
                        Benchdnn.dims(src0) + ":" + Benchdnn.dims(src1));
    }
}
