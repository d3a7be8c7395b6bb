package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.function.Supplier;

/// Describes a forward [Convolution] or [Deconvolution]. `src`, `weights` and `dst` are needed, the
/// rest has defaults.
///
/// @param <P> what is built
public final class ForwardBuilder<P extends ForwardConvolution>
        extends SpatialBuilder<ForwardBuilder<P>> {
    private final Maker<P> maker;
    private final TensorRequest src = new TensorRequest("src");
    private final TensorRequest weights = new TensorRequest("weights");
    private final TensorRequest bias = new TensorRequest("bias");
    private final TensorRequest dst = new TensorRequest("dst");
    private boolean training;

    /// Makes the primitive from a native primitive descriptor, which stays the caller's.
    interface Maker<P> {
        P make(
                Engine engine,
                Supplier<String> problem,
                MemorySegment descriptor,
                ConvolutionShape shape,
                Attributes attributes);
    }

    ForwardBuilder(Engine engine, Operation operation, Maker<P> maker) {
        super(engine, operation);
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
        this.src.set(src);
        return this;
    }

    /// The input, in a layout that oneDNN chooses.
    public ForwardBuilder<P> src(DataType type, long... dims) {
        return src(MemoryDescriptor.of(type, dims).with(FormatTag.ANY));
    }

    /// The kernel: {O, I, [D,] [H,] W}, or {G, O/G, I/G, …} with groups. With the layout `any`,
    /// oneDNN chooses.
    public ForwardBuilder<P> weights(MemoryDescriptor weights) {
        this.weights.set(weights);
        return this;
    }

    /// The kernel, in a layout that oneDNN chooses: see [ForwardConvolution#pack].
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
        this.dst.set(dst);
        return this;
    }

    /// The result, in a layout that oneDNN chooses. Its dimensions follow from the rest.
    public ForwardBuilder<P> dst(DataType type) {
        return dst(type, FormatTag.ANY);
    }

    /// The result. Its dimensions follow from the rest.
    public ForwardBuilder<P> dst(DataType type, FormatTag tag) {
        this.dst.set(type, tag);
        return this;
    }

    /// What to do to the result before it is written; a short form of [#attributes].
    public ForwardBuilder<P> postOps(PostOps postOps) {
        return attributes(attributes().postOps(postOps));
    }

    /// Makes the primitive. This generates machine code and takes about a millisecond; an equal one
    /// made again comes out of oneDNN's cache.
    ///
    /// @throws IllegalArgumentException when something is missing or sizes do not fit together
    /// @throws IllegalStateException when the engine is closed
    /// @throws UnimplementedException when no implementation on this machine does this
    /// @throws OneDnnException when oneDNN refuses
    public P build() {
        MemoryDescriptor source = src.required().withUsualBatchStride();
        MemoryDescriptor kernel = weights.required();
        ConvolutionShape shape = shape("src", source.dims(), "weights", kernel.dims());
        MemoryDescriptor result = dst.resolve(shape, shape.dst()).withUsualBatchStride();
        MemoryDescriptor added = bias.resolveOptional(shape, shape.outputChannels());
        Supplier<String> problem = problem(source, kernel, added, result, shape);
        try (Arena scratch = Arena.ofConfined()) {
            MemorySegment descriptor =
                    describe(scratch, problem, shape, source, kernel, added, result);
            boolean gathers = operation == Operation.CONVOLUTION;
            boolean finishes =
                    added != null
                            || !attributes().toString().isEmpty()
                            || source.dataType() != DataType.F32
                            || result.dataType() != DataType.F32;
            passOverDefects(
                    descriptor,
                    problem,
                    new KnownDefects(shape, gathers, finishes, source, result));
            while (misreadsCondition(descriptor)) {
                Primitive.nextImplementation(descriptor, problem);
            }
            return maker.make(engine, problem, descriptor, shape, attributes());
        }
    }

    private boolean misreadsCondition(MemorySegment descriptor) {
        MemoryDescriptor chosen =
                Primitive.queryDescriptor(descriptor, onednn_h.dnnl_query_dst_md(), 0);
        return KnownDefects.misreadsCondition(
                Primitive.queryImplementation(descriptor),
                Objects.requireNonNull(chosen),
                attributes().postOps().conditions());
    }

    private Supplier<String> problem(
            MemoryDescriptor source,
            MemoryDescriptor kernel,
            @Nullable MemoryDescriptor added,
            MemoryDescriptor result,
            ConvolutionShape shape) {
        String direction = training ? (added == null ? "FWD_D" : "FWD_B") : "FWD_I";
        String text = problem(direction, source, kernel, added, result, shape);
        return () -> text;
    }

    private MemorySegment describe(
            Arena scratch,
            Supplier<String> problem,
            ConvolutionShape shape,
            MemoryDescriptor source,
            MemoryDescriptor kernel,
            @Nullable MemoryDescriptor added,
            MemoryDescriptor result) {
        MemorySegment nativeAttributes = attributes().toNative(shape, scratch);
        MemorySegment nativeSource = source.toNative(scratch);
        MemorySegment nativeKernel = kernel.toNative(scratch);
        MemorySegment nativeBias = nativeOf(added, scratch);
        MemorySegment nativeResult = result.toNative(scratch);
        Sizes sizes = Sizes.of(shape, scratch);
        return Primitive.describe(
                operation.function("forward"),
                problem,
                scratch,
                out ->
                        operation.forward.create(
                                out,
                                engine.handle().segment(),
                                training
                                        ? onednn_h.dnnl_forward_training()
                                        : onednn_h.dnnl_forward_inference(),
                                nativeAlgorithm(),
                                nativeSource,
                                nativeKernel,
                                nativeBias,
                                nativeResult,
                                sizes.strides(),
                                sizes.dilates(),
                                sizes.paddingLeft(),
                                sizes.paddingRight(),
                                nativeAttributes));
    }
}
