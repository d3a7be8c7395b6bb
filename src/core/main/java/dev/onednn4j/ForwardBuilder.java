package dev.onednn4j;

import dev.onednn4j.internal.attribute.Pass;
import dev.onednn4j.internal.problem.PrimitiveKind;

/// What the builders of a forward [Convolution] and [Deconvolution] have in common. `src`,
/// `weights` and `dst` are needed, the rest has defaults.
///
/// @param <B> the builder itself
public abstract class ForwardBuilder<B extends ForwardBuilder<B>> extends ConvolutionBuilder<B> {
    ForwardBuilder(Engine engine, PrimitiveKind kind) {
        super(engine, kind, Pass.FORWARD, "src", "weights", "bias", "dst");
    }

    /// For training: backward passes will follow (`dnnl_forward_training`).
    public B training() {
        training = true;
        return self();
    }

    /// For inference, the default: `dnnl_forward_inference`.
    public B inference() {
        training = false;
        return self();
    }

    /// The input: {N, C, [D,] [H,] W}. With the layout `any`, oneDNN chooses.
    public B src(MemoryDescriptor src) {
        input.set(src);
        return self();
    }

    /// The input, in a layout that oneDNN chooses.
    public B src(DataType type, long... dims) {
        return src(MemoryDescriptor.of(type, dims).with(FormatTag.ANY));
    }

    /// The kernel: {O, I, [D,] [H,] W}, or {G, O/G, I/G, …} with groups. With the layout `any`,
    /// oneDNN chooses.
    public B weights(MemoryDescriptor weights) {
        kernel.set(weights);
        return self();
    }

    /// The kernel, in a layout that oneDNN chooses: see [WeightedPrimitive#pack].
    public B weights(DataType type, long... dims) {
        return weights(MemoryDescriptor.of(type, dims).with(FormatTag.ANY));
    }

    /// What is added to each output channel: {O}. None by default.
    public B bias(MemoryDescriptor bias) {
        this.bias.set(bias);
        return self();
    }

    /// A dense vector with one element for each output channel. None by default.
    public B bias(DataType type) {
        this.bias.set(type, FormatTag.X);
        return self();
    }

    /// The result: {N, C, [D,] [H,] W}. With the layout `any`, oneDNN chooses.
    public B dst(MemoryDescriptor dst) {
        output.set(dst);
        return self();
    }

    /// The result, in a layout that oneDNN chooses. Its dimensions follow from the rest.
    public B dst(DataType type) {
        return dst(type, FormatTag.ANY);
    }

    /// The result. Its dimensions follow from the rest.
    public B dst(DataType type, FormatTag tag) {
        output.set(type, tag);
        return self();
    }

    /// What to do to the result before it is written. Not besides others in [#attributes].
    public B postOps(PostOps postOps) {
        return setPostOps(postOps);
    }

    /// Makes the primitive. This generates machine code and takes about a millisecond; an equal one
    /// made again comes out of oneDNN's cache.
    ///
    /// @throws IllegalArgumentException when something is missing or sizes do not fit together
    /// @throws IllegalStateException when the engine is closed
    /// @throws UnimplementedException when no implementation on this machine does this
    /// @throws OneDnnException when oneDNN refuses
    public abstract WeightedPrimitive build();
}
