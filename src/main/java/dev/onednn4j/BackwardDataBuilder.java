package dev.onednn4j;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.Supplier;

/// Describes the gradient of a convolution or deconvolution by its input:
/// [Convolution#backwardData]. `diffSrc`, `weights` and `diffDst` are needed, the rest has
/// defaults.
public final class BackwardDataBuilder extends SpatialBuilder<BackwardDataBuilder> {
    private final TensorRequest diffSrc = new TensorRequest("diffSrc");
    private final TensorRequest weights = new TensorRequest("weights");
    private final TensorRequest diffDst = new TensorRequest("diffDst");

    BackwardDataBuilder(Engine engine, Operation operation) {
        super(engine, operation);
    }

    @Override
    BackwardDataBuilder self() {
        return this;
    }

    /// The gradient by the input, which is computed: {N, C, [D,] [H,] W}. With the layout `any`,
    /// oneDNN chooses.
    public BackwardDataBuilder diffSrc(MemoryDescriptor diffSrc) {
        this.diffSrc.set(diffSrc);
        return this;
    }

    /// The gradient by the input, in a layout that oneDNN chooses.
    public BackwardDataBuilder diffSrc(DataType type, long... dims) {
        return diffSrc(MemoryDescriptor.of(type, dims).with(FormatTag.ANY));
    }

    /// The kernel of the forward pass: {[G,] O, I, [D,] [H,] W}.
    public BackwardDataBuilder weights(MemoryDescriptor weights) {
        this.weights.set(weights);
        return this;
    }

    /// The kernel of the forward pass, in a layout that oneDNN chooses.
    public BackwardDataBuilder weights(DataType type, long... dims) {
        return weights(MemoryDescriptor.of(type, dims).with(FormatTag.ANY));
    }

    /// The gradient by the output of the forward pass: {N, C, [D,] [H,] W}.
    public BackwardDataBuilder diffDst(MemoryDescriptor diffDst) {
        this.diffDst.set(diffDst);
        return this;
    }

    /// The gradient by the output, in a layout that oneDNN chooses. Its dimensions follow.
    public BackwardDataBuilder diffDst(DataType type) {
        return diffDst(type, FormatTag.ANY);
    }

    /// The gradient by the output. Its dimensions follow from the rest.
    public BackwardDataBuilder diffDst(DataType type, FormatTag tag) {
        this.diffDst.set(type, tag);
        return this;
    }

    /// Makes the primitive.
    ///
    /// @throws IllegalArgumentException when something is missing or sizes do not fit together
    /// @throws IllegalStateException when the engine is closed
    /// @throws UnimplementedException when no implementation on this machine does this
    /// @throws OneDnnException when oneDNN refuses
    public BackwardData build() {
        MemoryDescriptor input = diffSrc.required().withUsualBatchStride();
        MemoryDescriptor kernel = weights.required();
        ConvolutionShape shape = shape("diffSrc", input.dims(), "weights", kernel.dims());
        MemoryDescriptor output = diffDst.resolve(shape, shape.dst()).withUsualBatchStride();
        String text = problem("BWD_D", input, kernel, null, output, shape);
        Supplier<String> problem = () -> text;
        try (Arena scratch = Arena.ofConfined()) {
            MemorySegment nativeAttributes = attributes().toNative(shape, scratch);
            MemorySegment nativeInput = input.toNative(scratch);
            MemorySegment nativeKernel = kernel.toNative(scratch);
            MemorySegment nativeOutput = output.toNative(scratch);
            Sizes sizes = Sizes.of(shape, scratch);
            MemorySegment descriptor =
                    Primitive.describe(
                            operation.function("backward_data"),
                            problem,
                            scratch,
                            out ->
                                    operation.backwardData.create(
                                            out,
                                            engine.handle().segment(),
                                            nativeAlgorithm(),
                                            nativeInput,
                                            nativeKernel,
                                            nativeOutput,
                                            sizes.strides(),
                                            sizes.dilates(),
                                            sizes.paddingLeft(),
                                            sizes.paddingRight(),
                                            MemorySegment.NULL,
                                            nativeAttributes));
            boolean gathers = operation == Operation.DECONVOLUTION;
            boolean finishes =
                    input.dataType() != DataType.F32 || output.dataType() != DataType.F32;
            passOverDefects(
                    descriptor, problem, new KnownDefects(shape, gathers, finishes, input, output));
            return new BackwardData(engine, problem, descriptor, shape, attributes());
        }
    }
}
