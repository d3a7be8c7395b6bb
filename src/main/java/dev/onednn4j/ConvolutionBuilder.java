package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Supplier;

/// Describes a forward convolution: [Convolution#forward]. `src`, `weights` and `dst` are needed,
/// the rest has defaults.
///
/// Strides, dilation and padding take one value for each spatial dimension, outermost first ([D,]
/// [H,] W), or a single one for all.
///
/// Not thread safe. May be used again after [#build()].
public final class ConvolutionBuilder {
    private final Engine engine;
    private boolean training;
    private ConvolutionAlgorithm algorithm = ConvolutionAlgorithm.DIRECT;
    private @Nullable MemoryDescriptor src;
    private @Nullable MemoryDescriptor weights;
    private @Nullable MemoryDescriptor bias;
    private @Nullable DataType biasType;
    private @Nullable MemoryDescriptor dst;
    private @Nullable DataType dstType;
    private FormatTag dstTag = FormatTag.ANY;
    private long @Nullable [] strides;
    private long @Nullable [] dilation;
    private long @Nullable [] paddingLeft;
    private long @Nullable [] paddingRight;
    private PostOps postOps = PostOps.none();

    ConvolutionBuilder(Engine engine) {
        this.engine = engine;
    }

    /// For training: backward passes will follow (`dnnl_forward_training`).
    public ConvolutionBuilder training() {
        training = true;
        return this;
    }

    /// For inference, the default: `dnnl_forward_inference`.
    public ConvolutionBuilder inference() {
        training = false;
        return this;
    }

    /// How to compute it; [ConvolutionAlgorithm#DIRECT] by default.
    public ConvolutionBuilder algorithm(ConvolutionAlgorithm algorithm) {
        this.algorithm = Objects.requireNonNull(algorithm, "algorithm");
        return this;
    }

    /// The input: {N, C, [D,] [H,] W}. With the layout `any`, oneDNN chooses.
    public ConvolutionBuilder src(MemoryDescriptor src) {
        this.src = Objects.requireNonNull(src, "src");
        return this;
    }

    /// The input, in a layout that oneDNN chooses.
    public ConvolutionBuilder src(DataType type, long... dims) {
        return src(MemoryDescriptor.of(type, dims).with(FormatTag.ANY));
    }

    /// The kernel: {O, I, [D,] [H,] W}, or {G, O/G, I/G, …} with groups. With the layout `any`,
    /// oneDNN chooses.
    public ConvolutionBuilder weights(MemoryDescriptor weights) {
        this.weights = Objects.requireNonNull(weights, "weights");
        return this;
    }

    /// The kernel, in a layout that oneDNN chooses: see [Convolution#pack].
    public ConvolutionBuilder weights(DataType type, long... dims) {
        return weights(MemoryDescriptor.of(type, dims).with(FormatTag.ANY));
    }

    /// What is added to each output channel: {O}. None by default.
    public ConvolutionBuilder bias(MemoryDescriptor bias) {
        this.bias = Objects.requireNonNull(bias, "bias");
        this.biasType = null;
        return this;
    }

    /// A dense vector with one element for each output channel. None by default.
    public ConvolutionBuilder bias(DataType type) {
        this.biasType = Objects.requireNonNull(type, "type");
        this.bias = null;
        return this;
    }

    /// The result: {N, C, [D,] [H,] W}. With the layout `any`, oneDNN chooses.
    public ConvolutionBuilder dst(MemoryDescriptor dst) {
        this.dst = Objects.requireNonNull(dst, "dst");
        this.dstType = null;
        return this;
    }

    /// The result, in a layout that oneDNN chooses. Its dimensions follow from the rest.
    public ConvolutionBuilder dst(DataType type) {
        return dst(type, FormatTag.ANY);
    }

    /// The result. Its dimensions follow from the rest.
    public ConvolutionBuilder dst(DataType type, FormatTag tag) {
        this.dstType = Objects.requireNonNull(type, "type");
        this.dstTag = Objects.requireNonNull(tag, "tag");
        this.dst = null;
        return this;
    }

    /// How far the kernel moves between results; 1 by default.
    public ConvolutionBuilder strides(long... strides) {
        this.strides = strides.clone();
        return this;
    }

    /// How far apart the input elements are that neighbours in the kernel meet; 1, the default, is
    /// no dilation (oneDNN's C API counts from 0).
    public ConvolutionBuilder dilation(long... dilation) {
        this.dilation = dilation.clone();
        return this;
    }

    /// Zeros before and after the input; none by default.
    public ConvolutionBuilder padding(long... padding) {
        return padding(padding, padding);
    }

    /// Zeros before (`padding_l`) and after (`padding_r`) the input, not as many on both sides.
    /// What comes after may be negative, down to 1 − stride, where the last elements are not met
    /// anyway.
    public ConvolutionBuilder padding(long[] left, long[] right) {
        this.paddingLeft = left.clone();
        this.paddingRight = right.clone();
        return this;
    }

    /// What to do to the result before it is written; nothing by default.
    public ConvolutionBuilder postOps(PostOps postOps) {
        this.postOps = Objects.requireNonNull(postOps, "postOps");
        return this;
    }

    /// Makes the convolution. This generates machine code and takes about a millisecond; an equal
    /// one made again comes out of oneDNN's cache.
    ///
    /// @throws IllegalArgumentException when something is missing or sizes do not fit together
    /// @throws IllegalStateException when the engine is closed
    /// @throws UnimplementedException when no implementation on this machine does this
    /// @throws OneDnnException when oneDNN refuses
    public Convolution build() {
        MemoryDescriptor source = required("src", src);
        MemoryDescriptor kernel = required("weights", weights);
        ConvolutionShape shape =
                ConvolutionShape.infer(
                        source.dims(), kernel.dims(), strides, dilation, paddingLeft, paddingRight);
        MemoryDescriptor result = resolveDst(shape);
        MemoryDescriptor added = resolveBias(shape);
        Supplier<String> problem = () -> problem(shape, source, kernel, added, result);
        try (Arena scratch = Arena.ofConfined()) {
            MemorySegment attributes = Primitive.attributes(postOps, scratch);
            MemorySegment nativeSource = source.toNative(scratch);
            MemorySegment nativeKernel = kernel.toNative(scratch);
            MemorySegment nativeBias = added == null ? MemorySegment.NULL : added.toNative(scratch);
            MemorySegment nativeResult = result.toNative(scratch);
            MemorySegment nativeStrides = Layouts.nativeDims(scratch, shape.strides());
            MemorySegment nativeDilates = Layouts.nativeDims(scratch, shape.dilates());
            MemorySegment nativeLeft = Layouts.nativeDims(scratch, shape.paddingLeft());
            MemorySegment nativeRight = Layouts.nativeDims(scratch, shape.paddingRight());
            MemorySegment descriptor =
                    Primitive.describe(
                            "dnnl_convolution_forward_primitive_desc_create",
                            problem,
                            scratch,
                            out ->
                                    onednn_h.dnnl_convolution_forward_primitive_desc_create(
                                            out,
                                            engine.handle().segment(),
                                            training
                                                    ? onednn_h.dnnl_forward_training()
                                                    : onednn_h.dnnl_forward_inference(),
                                            algorithm.value(),
                                            nativeSource,
                                            nativeKernel,
                                            nativeBias,
                                            nativeResult,
                                            nativeStrides,
                                            nativeDilates,
                                            nativeLeft,
                                            nativeRight,
                                            attributes));
            while (KnownDefects.concerns(Primitive.queryImplementation(descriptor), shape)) {
                Primitive.nextImplementation(descriptor, problem);
            }
            return Convolution.create(engine, problem, descriptor);
        }
    }

    private static MemoryDescriptor required(String name, @Nullable MemoryDescriptor descriptor) {
        if (descriptor == null) {
            throw new IllegalArgumentException(name + ": not given; call ." + name + "(…)");
        }
        return descriptor;
    }

    private MemoryDescriptor resolveDst(ConvolutionShape shape) {
        if (dstType != null) {
            return MemoryDescriptor.of(dstType, shape.dst()).with(dstTag);
        }
        MemoryDescriptor given = required("dst", dst);
        if (!Arrays.equals(given.dims(), shape.dst())) {
            throw new IllegalArgumentException(
                    "dst: expected "
                            + Arrays.toString(shape.dst())
                            + " for "
                            + shape
                            + ", got "
                            + Arrays.toString(given.dims()));
        }
        return given;
    }

    private @Nullable MemoryDescriptor resolveBias(ConvolutionShape shape) {
        if (biasType != null) {
            return MemoryDescriptor.of(biasType, shape.outputChannels());
        }
        if (bias != null && !(bias.ndims() == 1 && bias.dims()[0] == shape.outputChannels())) {
            throw new IllegalArgumentException(
                    "bias: expected ["
                            + shape.outputChannels()
                            + "], one element for each output channel, got "
                            + Arrays.toString(bias.dims()));
        }
        return bias;
    }

    /// The problem as arguments of benchdnn.
    private String problem(
            ConvolutionShape shape,
            MemoryDescriptor source,
            MemoryDescriptor kernel,
            @Nullable MemoryDescriptor added,
            MemoryDescriptor result) {
        StringBuilder text = new StringBuilder("--conv");
        text.append(" --dir=").append(training ? (added == null ? "FWD_D" : "FWD_B") : "FWD_I");
        text.append(" --dt=").append(source.dataType()).append(':').append(kernel.dataType());
        text.append(':').append(result.dataType());
        if (added != null) {
            text.append(" --bia-dt=").append(added.dataType());
        }
        text.append(" --stag=").append(source.layout());
        text.append(" --wtag=").append(kernel.layout());
        text.append(" --dtag=").append(result.layout());
        if (algorithm != ConvolutionAlgorithm.DIRECT) {
            text.append(" --alg=");
            text.append(algorithm == ConvolutionAlgorithm.WINOGRAD ? "WINO" : "AUTO");
        }
        if (!postOps.isEmpty()) {
            text.append(" --attr-post-ops=").append(postOps);
        }
        return text.append(' ').append(shape).toString();
    }
}
