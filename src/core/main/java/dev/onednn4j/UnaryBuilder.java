package dev.onednn4j;

import dev.onednn4j.internal.memory.WholeBytes;
import dev.onednn4j.internal.problem.TensorRequest;

/// What the builders of [UnaryPrimitive]s have in common. `src` is needed; dst is described as src
/// is unless something else is asked for.
///
/// Not thread safe. May be used again after it has built something.
///
/// @param <B> the builder itself
public abstract sealed class UnaryBuilder<B extends UnaryBuilder<B>> extends PrimitiveBuilder<B>
        permits EltwiseBuilder, SoftmaxBuilder, BatchNormalizationBuilder {
    private final TensorRequest src = new TensorRequest("src");
    private final TensorRequest dst = new TensorRequest("dst");
    private boolean training;

    UnaryBuilder(Engine engine) {
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
