package dev.onednn4j;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.Supplier;

/// Describes the gradient of a convolution or deconvolution by its weights and bias:
/// [Convolution#backwardWeights]. `src`, `diffWeights` and `diffDst` are needed, the rest has
/// defaults.
public final class BackwardWeightsBuilder extends SpatialBuilder<BackwardWeightsBuilder> {
    private final TensorRequest src = new TensorRequest("src");
    private final TensorRequest diffWeights = new TensorRequest("diffWeights");
    private final TensorRequest diffBias = new TensorRequest("diffBias");
    private final TensorRequest diffDst = new TensorRequest("diffDst");

    BackwardWeightsBuilder(Engine engine, Operation operation) {
        super(engine, operation);
    }

    @Override
    BackwardWeightsBuilder self() {
        return this;
    }

    /// The input of the forward pass: {N, C, [D,] [H,] W}. With the layout `any`, oneDNN chooses.
    public BackwardWeightsBuilder src(MemoryDescriptor src) {
        this.src.set(src);
        return this;
    }

    /// The input of the forward pass, in a layout that oneDNN chooses.
    public BackwardWeightsBuilder src(DataType type, long... dims) {
        return src(MemoryDescriptor.of(type, dims).with(FormatTag.ANY));
    }

    /// The gradient by the kernel, which is computed: {[G,] O, I, [D,] [H,] W}.
    public BackwardWeightsBuilder diffWeights(MemoryDescriptor diffWeights) {
        this.diffWeights.set(diffWeights);
        return this;
    }

    /// The gradient by the kernel, in a layout that oneDNN chooses.
    public BackwardWeightsBuilder diffWeights(DataType type, long... dims) {
        return diffWeights(MemoryDescriptor.of(type, dims).with(FormatTag.ANY));
    }

    /// The gradient by the bias, which is computed: {O}. None by default.
    public BackwardWeightsBuilder diffBias(MemoryDescriptor diffBias) {
        this.diffBias.set(diffBias);
        return this;
    }

    /// The gradient by the bias, a dense vector. None by default.
    public BackwardWeightsBuilder diffBias(DataType type) {
        this.diffBias.set(type, FormatTag.X);
        return this;
    }

    /// The gradient by the output of the forward pass: {N, C, [D,] [H,] W}.
    public BackwardWeightsBuilder diffDst(MemoryDescriptor diffDst) {
        this.diffDst.set(diffDst);
        return this;
    }

    /// The gradient by the output, in a layout that oneDNN chooses. Its dimensions follow.
    public BackwardWeightsBuilder diffDst(DataType type) {
        return diffDst(type, FormatTag.ANY);
    }

    /// The gradient by the output. Its dimensions follow from the rest.
    public BackwardWeightsBuilder diffDst(DataType type, FormatTag tag) {
        this.diffDst.set(type, tag);
        return this;
    }

    /// Makes the primitive.
    ///
    /// @throws IllegalArgumentException when something is missing or sizes do not fit together
    /// @throws IllegalStateException when the engine is closed
    /// @throws UnimplementedException when no implementation on this machine does this
    /// @throws OneDnnException when oneDNN refuses
    public BackwardWeights build() {
        MemoryDescriptor input = src.required().withUsualBatchStride();
        MemoryDescriptor kernel = diffWeights.required();
        ConvolutionShape shape = shape("src", input.dims(), "diffWeights", kernel.dims());
        MemoryDescriptor output = diffDst.resolve(shape, shape.dst()).withUsualBatchStride();
        MemoryDescriptor added = diffBias.resolveOptional(shape, shape.outputChannels());
        String direction = added == null ? "BWD_W" : "BWD_WB";
        String text = problem(direction, input, kernel, added, output, shape);
        Supplier<String> problem = () -> text;
        try (Arena scratch = Arena.ofConfined()) {
            MemorySegment nativeAttributes = attributes().toNative(shape, scratch);
            MemorySegment nativeInput = input.toNative(scratch);
            MemorySegment nativeKernel = kernel.toNative(scratch);
            MemorySegment nativeBias = nativeOf(added, scratch);
            MemorySegment nativeOutput = output.toNative(scratch);
            Sizes sizes = Sizes.of(shape, scratch);
            MemorySegment descriptor =
                    Primitive.describe(
                            operation.function("backward_weights"),
                            problem,
                            scratch,
                            out ->
                                    operation.backwardWeights.create(
                                            out,
                                            engine.handle().segment(),
                                            nativeAlgorithm(),
                                            nativeInput,
                                            nativeKernel,
                                            nativeBias,
                                            nativeOutput,
                                            sizes.strides(),
                                            sizes.dilates(),
                                            sizes.paddingLeft(),
                                            sizes.paddingRight(),
                                            MemorySegment.NULL,
                                            nativeAttributes));
            return new BackwardWeights(engine, problem, descriptor, shape, attributes());
        }
    }
}
