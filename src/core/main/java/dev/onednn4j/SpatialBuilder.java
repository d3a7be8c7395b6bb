package dev.onednn4j;

import dev.onednn4j.internal.problem.ConvolutionShape;
import dev.onednn4j.internal.problem.Pass;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.function.Function;

/// What the builders of convolutions and deconvolutions have in common.
///
/// Strides, dilation and padding take one value for each spatial dimension, outermost first ([D,]
/// [H,] W), or a single one for all.
///
/// Not thread safe. May be used again after it has built something.
///
/// @param <B> the builder itself
public abstract sealed class SpatialBuilder<B extends SpatialBuilder<B>> extends PrimitiveBuilder<B>
        permits ForwardBuilder, BackwardDataBuilder, BackwardWeightsBuilder {
    final Operation operation;
    final TensorRequest input;
    final TensorRequest kernel;
    final TensorRequest bias;
    final TensorRequest output;
    private ConvolutionAlgorithm algorithm = ConvolutionAlgorithm.DIRECT;
    private long @Nullable [] strides;
    private long @Nullable [] dilation;
    private long @Nullable [] paddingLeft;
    private long @Nullable [] paddingRight;

    /// @param input what src or its gradient is called by the builder, and so on
    SpatialBuilder(
            Engine engine,
            Operation operation,
            String input,
            String kernel,
            String bias,
            String output) {
        super(engine);
        this.operation = operation;
        this.input = new TensorRequest(input);
        this.kernel = new TensorRequest(kernel);
        this.bias = new TensorRequest(bias);
        this.output = new TensorRequest(output);
    }

    /// How to compute it; [ConvolutionAlgorithm#DIRECT] by default.
    public B algorithm(ConvolutionAlgorithm algorithm) {
        this.algorithm = Objects.requireNonNull(algorithm, "algorithm");
        return self();
    }

    /// How far the kernel moves between neighbours; 1 by default.
    public B strides(long... strides) {
        this.strides = Objects.requireNonNull(strides, "strides").clone();
        return self();
    }

    /// How far apart the elements are that neighbours in the kernel meet; 1, the default, is no
    /// dilation (oneDNN's C API counts from 0).
    public B dilation(long... dilation) {
        this.dilation = Objects.requireNonNull(dilation, "dilation").clone();
        return self();
    }

    /// Padding of the same size on both sides; none by default.
    public B padding(long... padding) {
        Objects.requireNonNull(padding, "padding");
        return padding(padding, padding);
    }

    /// Padding before (`padding_l`) and after (`padding_r`), not the same on both sides. What comes
    /// after may be negative, down to 1 − stride, where the last elements are not met anyway.
    public B padding(long[] left, long[] right) {
        this.paddingLeft = Objects.requireNonNull(left, "left").clone();
        this.paddingRight = Objects.requireNonNull(right, "right").clone();
        return self();
    }

    /// The direction by benchdnn's name.
    abstract String direction(boolean biased);

    /// The C function that makes the primitive descriptor.
    abstract String function();

    /// Calls that function.
    abstract int describe(MemorySegment out, NativeProblem problem);

    /// What is computed.
    abstract Pass pass();

    /// Makes the primitive, of the first implementation that can be trusted.
    final <P> P make(Function<PrimitivePlan, P> maker) {
        SpatialProblem problem = resolve();
        if (!operation.isTransposed() || !problem.kernel().isAny()) {
            return make(request(problem), maker);
        }
        try {
            return make(request(problem), maker);
        } catch (UnimplementedException none) {
            // The deconvolution that borrows a convolution's implementation offers one alone;
            // weights in another layout lead it to another.
            try {
                return make(request(problem.withPlainKernel()), maker);
            } catch (UnimplementedException stillNone) {
                none.addSuppressed(stillNone);
                throw none;
            }
        }
    }

    private PrimitiveRequest request(SpatialProblem problem) {
        return new PrimitiveRequest(
                        function(),
                        problem.value(),
                        problem.shape(),
                        problem.output().dataType(),
                        (out, engine, attributes, scratch) ->
                                describe(
                                        out,
                                        NativeProblem.of(engine, problem, attributes, scratch)))
                .orOpen(() -> request(problem.withOpenLayouts()));
    }

    private SpatialProblem resolve() {
        MemoryDescriptor from = input.required().withUsualBatchStride();
        MemoryDescriptor weights = kernel.required();
        ConvolutionShape shape =
                ShapeInference.convolution(input.name(), kernel.name(), operation.isTransposed())
                        .infer(
                                from.dims(),
                                weights.dims(),
                                strides,
                                dilation,
                                paddingLeft,
                                paddingRight);
        MemoryDescriptor to = output.resolve(shape, shape.dst()).withUsualBatchStride();
        ProductTypes.require(pass(), input, from, kernel, weights, output, to);
        ProductTypes.requireWholeBytes(input, from, shape.inputChannels());
        ProductTypes.requireWholeBytes(kernel, weights, shape.inputChannels() / shape.groups());
        MemoryDescriptor added =
                bias.requireDense(bias.resolveOptional(shape, shape.outputChannels()));
        // The GEMM convolution for bytes takes tensors for NCHW that do not look like NHWC, which
        // is all it can do.
        boolean bytes = from.dataType() == DataType.U8 || from.dataType() == DataType.S8;
        return WideStrides.avoid(
                new SpatialProblem(
                        operation,
                        pass(),
                        direction(added != null),
                        algorithm,
                        bytes ? from.withChannelsLastStrides() : from,
                        weights,
                        added,
                        bytes ? to.withChannelsLastStrides() : to,
                        shape,
                        attributes()));
    }
}
