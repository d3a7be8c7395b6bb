package dev.onednn4j;

import dev.onednn4j.internal.attribute.Pass;
import dev.onednn4j.internal.call.NativePrimitive;
import dev.onednn4j.internal.problem.PrimitiveKind;

import java.util.function.BiFunction;

/// Describes a forward [Convolution] or [Deconvolution]. `src`, `weights` and `dst` are needed, the
/// rest has defaults.
///
/// @param <P> what is built
public final class ForwardBuilder<P extends WeightedPrimitive>
        extends SpatialBuilder<ForwardBuilder<P>> {
    private final BiFunction<Engine, NativePrimitive, P> maker;
    private boolean training;

    ForwardBuilder(
            Engine engine, PrimitiveKind kind, BiFunction<Engine, NativePrimitive, P> maker) {
        super(engine, kind, "src", "weights", "bias", "dst");
        this.maker = maker;
    }

    @Override
    ForwardBuilder<P> self() {
        return this;
    }

    /// For training: backward passes will follow (`dnnl_forward_training`).
    public ForwardBuilder<P> training() {
        training = true;
        return this;
    }

    /// For inference, the default: `dnnl_forward_inference`.
    public ForwardBuilder<P> inference() {
        training = false;
        return this;
    }

    /// The input: {N, C, [D,] [H,] W}. With the layout `any`, oneDNN chooses.
    public ForwardBuilder<P> src(MemoryDescriptor src) {
        input.set(src);
        return this;
    }

    /// The input, in a layout that oneDNN chooses.
    public ForwardBuilder<P> src(DataType type, long... dims) {
        return src(MemoryDescriptor.of(type, dims).with(FormatTag.ANY));
    }

    /// The kernel: {O, I, [D,] [H,] W}, or {G, O/G, I/G, …} with groups. With the layout `any`,
    /// oneDNN chooses.
    public ForwardBuilder<P> weights(MemoryDescriptor weights) {
        kernel.set(weights);
        return this;
    }

    /// The kernel, in a layout that oneDNN chooses: see [WeightedPrimitive#pack].
    public ForwardBuilder<P> weights(DataType type, long... dims) {
        return weights(MemoryDescriptor.of(type, dims).with(FormatTag.ANY));
    }

    /// What is added to each output channel: {O}. None by default.
    public ForwardBuilder<P> bias(MemoryDescriptor bias) {
        this.bias.set(bias);
        return this;
    }

    /// A dense vector with one element for each output channel. None by default.
    public ForwardBuilder<P> bias(DataType type) {
        this.bias.set(type, FormatTag.X);
        return this;
    }

    /// The result: {N, C, [D,] [H,] W}. With the layout `any`, oneDNN chooses.
    public ForwardBuilder<P> dst(MemoryDescriptor dst) {
        output.set(dst);
        return this;
    }

    /// The result, in a layout that oneDNN chooses. Its dimensions follow from the rest.
    public ForwardBuilder<P> dst(DataType type) {
        return dst(type, FormatTag.ANY);
    }

    /// The result. Its dimensions follow from the rest.
    public ForwardBuilder<P> dst(DataType type, FormatTag tag) {
        output.set(type, tag);
        return this;
    }

    /// What to do to the result before it is written. Not besides others in [#attributes].
    public ForwardBuilder<P> postOps(PostOps postOps) {
        return setPostOps(postOps);
    }

    /// Makes the primitive. This generates machine code and takes about a millisecond; an equal one
    /// made again comes out of oneDNN's cache.
    ///
    /// @throws IllegalArgumentException when something is missing or sizes do not fit together
    /// @throws IllegalStateException when the engine is closed
    /// @throws UnimplementedException when no implementation on this machine does this
    /// @throws OneDnnException when oneDNN refuses
    public P build() {
        return maker.apply(engine(), make(Pass.FORWARD, training));
    }
}
