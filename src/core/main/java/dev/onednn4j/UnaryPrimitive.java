package dev.onednn4j;

import dev.onednn4j.internal.call.NativePrimitive;
import dev.onednn4j.internal.memory.WholeBytes;
import dev.onednn4j.internal.problem.TensorRequest;

/// What forward primitives have in common that make one result of one source, of the same
/// dimensions: [Eltwise], [Softmax] and [BatchNormalization].
///
/// Thread safe: any number of threads may execute one at once.
public abstract sealed class UnaryPrimitive extends Primitive
        permits Eltwise, Softmax, BatchNormalization {
    private final MemoryDescriptor src;
    private final MemoryDescriptor dst;

    UnaryPrimitive(Engine engine, NativePrimitive made) {
        super(engine, made);
        this.src = made.expected(0);
        this.dst = made.expected(1);
    }

    /// What src must be.
    public MemoryDescriptor src() {
        return src;
    }

    /// What dst must be.
    public MemoryDescriptor dst() {
        return dst;
    }

    /// Computes dst; returns when it is written. Allocates nothing, but for the first time that one
    /// more thread than ever before is in this method at once.
    ///
    /// @param src what [#src()] says
    /// @param dst what [#dst()] says; may be src itself where both are described alike
    /// @param runtime what [#runtimeArguments()] says
    /// @throws IllegalArgumentException when a tensor is not what it should be
    /// @throws IllegalStateException when the primitive is closed, or the arena of a tensor is
    /// @throws WrongThreadException when a tensor's arena is confined to another thread
    /// @throws OneDnnException when oneDNN fails
    public void execute(Tensor src, Tensor dst, RuntimeArguments runtime) {
        executions.run(src, dst, null, null, runtime);
    }

    /// Computes dst without runtime arguments.
    public void execute(Tensor src, Tensor dst) {
        executions.run(src, dst, null, null, RuntimeArguments.none());
    }

    /// Prepares an execution on these tensors that can be run many times.
    public Execution bind(Tensor src, Tensor dst, RuntimeArguments runtime) {
        return prepare(src, dst, null, null, runtime);
    }

    /// Prepares an execution without runtime arguments.
    public Execution bind(Tensor src, Tensor dst) {
        return prepare(src, dst, null, null, RuntimeArguments.none());
    }

    /// What the builders of [UnaryPrimitive]s have in common. `src` is needed; dst is described as
    /// src is unless something else is asked for.
    ///
    /// Not thread safe. May be used again after it has built something.
    ///
    /// @param <B> the builder itself
    public abstract static class Builder<B extends Builder<B>> extends PrimitiveBuilder<B> {
        private final TensorRequest src = new TensorRequest("src");
        private final TensorRequest dst = new TensorRequest("dst");
        private boolean training;

        Builder(Engine engine) {
            super(engine);
        }

        /// For training: a backward pass will follow (`dnnl_forward_training`).
        public B training() {
            training = true;
            return self();
        }

        /// For inference, the default: `dnnl_forward_inference`.
        public B inference() {
            training = false;
            return self();
        }

        boolean isTraining() {
            return training;
        }

        /// The input. Its layout must be given: these primitives choose none for it.
        public B src(MemoryDescriptor src) {
            this.src.set(src);
            return self();
        }

        /// The result, of the dimensions of src. By default it is described as src is.
        public B dst(MemoryDescriptor dst) {
            this.dst.set(dst);
            return self();
        }

        /// The result in another type or layout than src.
        public B dst(DataType type, FormatTag tag) {
            dst.set(type, tag);
            return self();
        }

        /// What to do to the result before it is written. Not besides others in [#attributes].
        public B postOps(PostOps postOps) {
            return setPostOps(postOps);
        }

        MemoryDescriptor source() {
            return src.requiredLayout();
        }

        MemoryDescriptor result() {
            MemoryDescriptor from = source();
            MemoryDescriptor to = dst.isAbsent() ? from : dst.resolve("src", from.dims());
            WholeBytes.require("dst", to);
            return to;
        }
    }
}
