package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.attribute.AttributeSet;
import dev.onednn4j.internal.attribute.Benchdnn;
import dev.onednn4j.internal.attribute.Pass;
import dev.onednn4j.internal.call.NativePrimitive;
import dev.onednn4j.internal.memory.DescriptorParts;
import dev.onednn4j.internal.memory.TensorRole;
import dev.onednn4j.internal.problem.Arguments;
import dev.onednn4j.internal.problem.PlainShape;
import dev.onednn4j.internal.problem.PrimitiveKind;
import dev.onednn4j.internal.problem.PrimitiveRequest;
import dev.onednn4j.internal.problem.Problem;
import dev.onednn4j.internal.problem.Propagation;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/// A function of each element by itself, forward: `dst[i] = f(src[i])`, with f one of
/// [EltwiseAlgorithm].
///
/// Thread safe: any number of threads may execute one at once.
public final class Eltwise extends UnaryPrimitive {
    private final Builder.Function function;

    Eltwise(Engine engine, NativePrimitive made, Builder.Function function) {
        super(engine, made);
        this.function = function;
    }

    /// Begins the description of an element-wise function.
    public static Builder forward(Engine engine) {
        return new Builder(engine);
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

    /// Describes a forward [Eltwise]. `algorithm` and `src` are needed, the rest has defaults.
    public static final class Builder extends UnaryPrimitive.Builder<Builder> {
        private @Nullable EltwiseAlgorithm algorithm;
        private float alpha;
        private float beta;

        Builder(Engine engine) {
            super(engine);
        }

        @Override
        Builder self() {
            return this;
        }

        /// The function, with α = β = 0.
        public Builder algorithm(EltwiseAlgorithm algorithm) {
            return algorithm(algorithm, 0, 0);
        }

        /// The function and its parameters.
        ///
        /// @throws IllegalArgumentException when the function is not defined with them
        public Builder algorithm(EltwiseAlgorithm algorithm, float alpha, float beta) {
            this.algorithm = Objects.requireNonNull(algorithm, "algorithm");
            algorithm.requireParameters(alpha, beta);
            this.alpha = alpha;
            this.beta = beta;
            return this;
        }

        /// Makes the primitive.
        ///
        /// @throws IllegalArgumentException when something is missing or does not fit together
        /// @throws IllegalStateException when the engine is closed
        /// @throws UnimplementedException when no implementation on this machine does this
        /// @throws OneDnnException when oneDNN refuses
        public Eltwise build() {
            if (algorithm == null) {
                throw new IllegalArgumentException("algorithm: not given; call .algorithm(…)");
            }
            boolean training = isTraining();
            Function function = new Function(algorithm, alpha, beta, training, attributes());
            MemoryDescriptor from = source();
            algorithm.requireType(from.dataType());
            MemoryDescriptor to = result();
            Problem problem = function.forward(from, to);
            return new Eltwise(
                    engine(),
                    make(
                            new PrimitiveRequest(
                                    "dnnl_eltwise_forward_primitive_desc_create",
                                    problem,
                                    new PlainShape(problem.text(), to.dims(), Map.of()),
                                    to.dataType(),
                                    Arguments.of(TensorRole.SRC, TensorRole.DST).inPlace("src"),
                                    (out, engine, attributes, scratch) ->
                                            onednn_h.dnnl_eltwise_forward_primitive_desc_create(
                                                    out,
                                                    engine,
                                                    Propagation.of(training),
                                                    function.algorithm.value(),
                                                    DescriptorParts.toNative(from, scratch),
                                                    DescriptorParts.toNative(to, scratch),
                                                    function.alpha,
                                                    function.beta,
                                                    attributes))),
                    function);
        }

        /// What was asked for, but for the tensors.
        record Function(
                EltwiseAlgorithm algorithm,
                float alpha,
                float beta,
                boolean training,
                AttributeSet attributes) {
            Function {
                Objects.requireNonNull(algorithm, "algorithm");
            }

            void requireTraining() {
                Propagation.requireTraining(training);
            }

            /// The problem as a value.
            Problem forward(MemoryDescriptor src, MemoryDescriptor dst) {
                return value(
                        Pass.FORWARD,
                        List.of(TensorRole.SRC, TensorRole.DST),
                        List.of(src, dst),
                        text(Benchdnn.forward(training, /* biased= */ false), src, dst));
            }

            /// The problem of the gradient as a value.
            ///
            /// @param data the tensor of the forward pass
            Problem backward(
                    MemoryDescriptor data, MemoryDescriptor diffSrc, MemoryDescriptor diffDst) {
                return value(
                        Pass.BACKWARD_DATA,
                        List.of(
                                algorithm.usesDst() ? TensorRole.FORWARD_DST : TensorRole.SRC,
                                TensorRole.DIFF_DST,
                                TensorRole.DIFF_SRC),
                        List.of(data, diffDst, diffSrc),
                        text("BWD_D", diffSrc, diffDst));
            }

            private Problem value(
                    Pass pass,
                    List<TensorRole> roles,
                    List<MemoryDescriptor> tensors,
                    Supplier<String> text) {
                return Problem.of(
                                PrimitiveKind.ELTWISE,
                                pass,
                                TensorRole.tensors(roles, tensors),
                                text)
                        .withTraining(training)
                        .withVariant(Benchdnn.word(algorithm));
            }

            private Supplier<String> text(
                    String direction, MemoryDescriptor src, MemoryDescriptor dst) {
                return () ->
                        Benchdnn.problem(
                                "--eltwise --dir=%s --dt=%s:%s --tag=%s:%s --alg=%s --alpha=%s --beta=%s"
                                        .formatted(
                                                direction,
                                                src.dataType(),
                                                dst.dataType(),
                                                src.layout(),
                                                dst.layout(),
                                                Benchdnn.word(algorithm),
                                                alpha,
                                                beta),
                                attributes,
                                Benchdnn.dims(src));
            }
        }
    }
}
