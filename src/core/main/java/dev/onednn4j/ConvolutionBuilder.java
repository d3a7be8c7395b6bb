package dev.onednn4j;

import dev.onednn4j.internal.attribute.Pass;
import dev.onednn4j.internal.call.NativePrimitive;
import dev.onednn4j.internal.memory.UsualStrides;
import dev.onednn4j.internal.problem.ConvolutionProblem;
import dev.onednn4j.internal.problem.ConvolutionShape;
import dev.onednn4j.internal.problem.PrimitiveKind;
import dev.onednn4j.internal.problem.ProductTypes;
import dev.onednn4j.internal.problem.ShapeInference;
import dev.onednn4j.internal.problem.TensorRequest;
import dev.onednn4j.internal.problem.WideStrides;

import java.util.Objects;

/// What the builders of convolutions and deconvolutions have in common.
///
/// Strides, dilation and padding take one value for each spatial dimension, outermost first ([D,]
/// [H,] W), or a single one for all.
///
/// Not thread safe. May be used again after it has built something.
///
/// @param <B> the builder itself
public abstract class ConvolutionBuilder<B extends ConvolutionBuilder<B>>
        extends SpatialBuilder<B> {
    private final PrimitiveKind kind;
    private final Pass pass;
    final TensorRequest input;
    final TensorRequest kernel;
    final TensorRequest bias;
    final TensorRequest output;

    /// Whether a forward pass notes down what a backward pass needs.
    boolean training;

    private ConvolutionAlgorithm algorithm = ConvolutionAlgorithm.DIRECT;

    /// @param input what src or its gradient is called by the builder, and so on
    ConvolutionBuilder(
            Engine engine,
            PrimitiveKind kind,
            Pass pass,
            String input,
            String kernel,
            String bias,
            String output) {
        super(engine);
        this.kind = kind;
        this.pass = pass;
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

    /// Makes the native primitive, of the first implementation that can be trusted.
    final NativePrimitive make() {
        ConvolutionProblem problem = resolve();
        try {
            return make(problem.request());
        } catch (UnimplementedException none) {
            if (!problem.isTransposed() || !problem.kernel().isAny()) {
                throw none;
            }
            // The deconvolution that borrows a convolution's implementation offers one alone;
            // weights in another layout lead it to another.
            try {
                return make(problem.withPlainKernel().request());
            } catch (UnimplementedException stillNone) {
                none.addSuppressed(stillNone);
                throw none;
            }
        }
    }

    private ConvolutionProblem resolve() {
        MemoryDescriptor from = UsualStrides.ofBatch(input.required());
        MemoryDescriptor weights = kernel.required();
        ConvolutionShape shape =
                ShapeInference.convolution(
                                input.name(), kernel.name(), kind == PrimitiveKind.DECONVOLUTION)
                        .infer(
                                from.dims(),
                                weights.dims(),
                                strides,
                                dilation,
                                paddingLeft,
                                paddingRight);
        MemoryDescriptor to = UsualStrides.ofBatch(output.resolve(shape, shape.dst()));
        ProductTypes.require(pass, input, from, kernel, weights, output, to);
        ProductTypes.requireWholeBytes(input, from, shape.inputChannels());
        ProductTypes.requireWholeBytes(kernel, weights, shape.inputChannels() / shape.groups());
        MemoryDescriptor added =
                bias.requireDense(bias.resolveOptional(shape, shape.outputChannels()));
        // The GEMM convolution for bytes takes tensors for NCHW that do not look like NHWC, which
        // is all it can do.
        boolean bytes = from.dataType() == DataType.U8 || from.dataType() == DataType.S8;
        return WideStrides.avoid(
                new ConvolutionProblem(
                        kind,
                        pass,
                        training,
                        algorithm,
                        bytes ? UsualStrides.channelsLast(from) : from,
                        weights,
                        added,
                        bytes ? UsualStrides.channelsLast(to) : to,
                        shape,
                        attributes()));
    }
}
