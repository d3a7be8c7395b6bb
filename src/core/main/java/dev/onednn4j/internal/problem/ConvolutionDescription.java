package dev.onednn4j.internal.problem;

import static dev.onednn4j.capi.onednn_h.*;

import dev.onednn4j.ConvolutionAlgorithm;
import dev.onednn4j.internal.memory.DescriptorParts;
import dev.onednn4j.internal.memory.Layouts;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Describes a convolution or deconvolution to C, in whichever direction.
///
/// @param algorithm the C constant
record ConvolutionDescription(ConvolutionProblem problem, int algorithm)
        implements PrimitiveRequest.Call {
    /// @throws IllegalArgumentException when the primitive does not know the algorithm
    static ConvolutionDescription of(ConvolutionProblem problem) {
        ConvolutionAlgorithm algorithm = problem.algorithm();
        if (!problem.isTransposed()) {
            return new ConvolutionDescription(problem, algorithm.value());
        }
        int value =
                switch (algorithm) {
                    case DIRECT -> dnnl_deconvolution_direct();
                    case WINOGRAD -> dnnl_deconvolution_winograd();
                    case AUTO ->
                            throw new IllegalArgumentException(
                                    "algorithm: deconvolution knows DIRECT and WINOGRAD, got AUTO");
                };
        return new ConvolutionDescription(problem, value);
    }

    /// The C function that makes the primitive descriptor.
    String function() {
        return "dnnl_"
                + problem.kind()
                + switch (problem.pass()) {
                    case FORWARD -> "_forward";
                    case BACKWARD_DATA -> "_backward_data";
                    case BACKWARD_WEIGHTS -> "_backward_weights";
                }
                + "_primitive_desc_create";
    }

    @Override
    public int create(
            MemorySegment out, MemorySegment engine, MemorySegment attributes, Arena scratch) {
        int propagation = Propagation.of(problem.training());
        MemorySegment input = DescriptorParts.toNative(problem.input(), scratch);
        MemorySegment kernel = DescriptorParts.toNative(problem.kernel(), scratch);
        MemorySegment bias = DescriptorParts.optional(problem.bias(), scratch);
        MemorySegment output = DescriptorParts.toNative(problem.output(), scratch);
        ConvolutionShape shape = problem.shape();
        MemorySegment strides = Layouts.nativeDims(scratch, shape.strides());
        MemorySegment dilates = Layouts.nativeDims(scratch, shape.dilates());
        MemorySegment left = Layouts.nativeDims(scratch, shape.paddingLeft());
        MemorySegment right = Layouts.nativeDims(scratch, shape.paddingRight());
        MemorySegment none = MemorySegment.NULL;
        boolean transposed = problem.isTransposed();
        return switch (problem.pass()) {
            case FORWARD ->
                    transposed
                            ? dnnl_deconvolution_forward_primitive_desc_create(
                                    out,
                                    engine,
                                    propagation,
                                    algorithm,
                                    input,
                                    kernel,
                                    bias,
                                    output,
                                    strides,
                                    dilates,
                                    left,
                                    right,
                                    attributes)
                            : dnnl_convolution_forward_primitive_desc_create(
                                    out,
                                    engine,
                                    propagation,
                                    algorithm,
                                    input,
                                    kernel,
                                    bias,
                                    output,
                                    strides,
                                    dilates,
                                    left,
                                    right,
                                    attributes);
            case BACKWARD_DATA ->
                    transposed
                            ? dnnl_deconvolution_backward_data_primitive_desc_create(
                                    out,
                                    engine,
                                    algorithm,
                                    input,
                                    kernel,
                                    output,
                                    strides,
                                    dilates,
                                    left,
                                    right,
                                    none,
                                    attributes)
                            : dnnl_convolution_backward_data_primitive_desc_create(
                                    out,
                                    engine,
                                    algorithm,
                                    input,
                                    kernel,
                                    output,
                                    strides,
                                    dilates,
                                    left,
                                    right,
                                    none,
                                    attributes);
            case BACKWARD_WEIGHTS ->
                    transposed
                            ? dnnl_deconvolution_backward_weights_primitive_desc_create(
                                    out,
                                    engine,
                                    algorithm,
                                    input,
                                    kernel,
                                    bias,
                                    output,
                                    strides,
                                    dilates,
                                    left,
                                    right,
                                    none,
                                    attributes)
                            : dnnl_convolution_backward_weights_primitive_desc_create(
                                    out,
                                    engine,
                                    algorithm,
                                    input,
                                    kernel,
                                    bias,
                                    output,
                                    strides,
                                    dilates,
                                    left,
                                    right,
                                    none,
                                    attributes);
        };
    }
}
