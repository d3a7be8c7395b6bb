package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.attribute.AttributeSet;
import dev.onednn4j.internal.attribute.Benchdnn;
import dev.onednn4j.internal.attribute.Pass;
import dev.onednn4j.internal.call.NativePrimitive;
import dev.onednn4j.internal.memory.DescriptorParts;
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

/// A function of two tensors, element by element: `dst[i] = f(src0[i], src1[i])`, with f one of
/// [BinaryAlgorithm]. Where a dimension of one operand is 1, its one value serves all of the other
/// operand's. The formula is that of oneDNN's guide to the Binary primitive.
///
/// oneDNN has no backward pass of it; the gradients are other primitives, g being diff_dst:
///
/// | function | by src0 | by src1 |
/// | --- | --- | --- |
/// | `ADD` | g | g |
/// | `SUB` | g | −g: an [Eltwise], `LINEAR` with α = −1 |
/// | `MUL` | g · src1: a `MUL` | g · src0: a `MUL` |
/// | `DIV` | g / src1: a `DIV` | −g · dst / src1: `MUL`, `DIV`, `LINEAR` |
/// | `MAX` | g · (src0 ≥ src1): `GE`, `MUL` | g · (src0 < src1): `LT`, `MUL` |
/// | `MIN` | g · (src0 ≤ src1): `LE`, `MUL` | g · (src0 > src1): `GT`, `MUL` |
///
/// Comparisons have the gradient 0. For an operand that was spread over a dimension the gradient is
/// summed over that dimension as well.
///
/// Thread safe: any number of threads may execute one at once.
public final class Binary extends Primitive {
    private final MemoryDescriptor src0;
    private final MemoryDescriptor src1;
    private final MemoryDescriptor dst;

    Binary(Engine engine, NativePrimitive made) {
        super(engine, made);
        this.src0 = made.expected(0);
        this.src1 = made.expected(1);
        this.dst = made.expected(2);
    }

    /// Begins the description of a function of two tensors.
    public static Builder forward(Engine engine) {
        return new Builder(engine);
    }

    /// What src0 must be. Executions and attributes call it `src`.
    public MemoryDescriptor src0() {
        return src0;
    }

    /// What src1 must be. Executions and attributes call it `src_1`.
    public MemoryDescriptor src1() {
        return src1;
    }

    /// What dst must be.
    public MemoryDescriptor dst() {
        return dst;
    }

    /// Computes dst; returns when it is written. Allocates nothing, but for the first time that one
    /// more thread than ever before is in this method at once.
    ///
    /// @param dst may be src0 itself where both are described alike; must not share elements with
    ///   src1
    /// @param runtime what [#runtimeArguments()] says
    /// @throws IllegalArgumentException when a tensor is not what it should be
    /// @throws IllegalStateException when the primitive is closed, or the arena of a tensor is
    /// @throws WrongThreadException when a tensor's arena is confined to another thread
    /// @throws OneDnnException when oneDNN fails
    public void execute(Tensor src0, Tensor src1, Tensor dst, RuntimeArguments runtime) {
        executions.run(src0, src1, dst, null, runtime);
    }

    /// Computes dst without runtime arguments.
    public void execute(Tensor src0, Tensor src1, Tensor dst) {
        executions.run(src0, src1, dst, null, RuntimeArguments.none());
    }

    /// Prepares an execution on these tensors that can be run many times.
    public Execution bind(Tensor src0, Tensor src1, Tensor dst, RuntimeArguments runtime) {
        return prepare(src0, src1, dst, null, runtime);
    }

    /// Prepares an execution without runtime arguments.
    public Execution bind(Tensor src0, Tensor src1, Tensor dst) {
        return prepare(src0, src1, dst, null, RuntimeArguments.none());
    }

    /// Describes a [Binary]. `algorithm`, `src0` and `src1` are needed, the rest has defaults.
    ///
    /// Attributes: one scale of each source, and eltwise, binary and sum post-ops.
    public static final class Builder extends PrimitiveBuilder<Builder> {
        private final TensorRequest src0 = new TensorRequest("src0");
        private final TensorRequest src1 = new TensorRequest("src1");
        private final TensorRequest dst = new TensorRequest("dst");
        private @Nullable BinaryAlgorithm algorithm;

        Builder(Engine engine) {
            super(engine);
        }

        @Override
        Builder self() {
            return this;
        }

        /// The function.
        public Builder algorithm(BinaryAlgorithm algorithm) {
            this.algorithm = Objects.requireNonNull(algorithm, "algorithm");
            return this;
        }

        /// The first operand. Its layout must be given.
        public Builder src0(MemoryDescriptor src0) {
            this.src0.set(src0);
            return this;
        }

        /// The second operand, of as many dimensions. oneDNN is faster when it is this one that has
        /// dimensions of 1. With the layout left open it is that of src0.
        public Builder src1(MemoryDescriptor src1) {
            this.src1.set(src1);
            return this;
        }

        /// The result. Each dimension is that of the operand that has not 1 there. By default it
        /// has the type and layout of src0.
        public Builder dst(MemoryDescriptor dst) {
            this.dst.set(dst);
            return this;
        }

        /// The result in another type or layout than src0. Its dimensions follow from the rest.
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
        /// @throws IllegalArgumentException when something is missing or does not fit together, a
        ///   type is s8 or u8 and layouts differ, or dst is of a 4-bit type
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
            BinaryLayouts.requireOneOfBytes(asked);
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
                                            List.of(
                                                    TensorRole.SRC,
                                                    TensorRole.SRC_1,
                                                    TensorRole.DST),
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
}
