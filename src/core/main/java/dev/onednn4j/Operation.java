package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.problem.PrimitiveKind;

import java.lang.foreign.MemorySegment;

/// Convolution or deconvolution: the same parameters for other C functions.
@SuppressWarnings("ImmutableEnumChecker") // The fields are references to static methods.
public enum Operation {
    /// See [Convolution].
    CONVOLUTION(
            "--conv",
            "dnnl_convolution",
            onednn_h::dnnl_convolution_forward_primitive_desc_create,
            onednn_h::dnnl_convolution_backward_data_primitive_desc_create,
            onednn_h::dnnl_convolution_backward_weights_primitive_desc_create),
    /// See [Deconvolution].
    DECONVOLUTION(
            "--deconv",
            "dnnl_deconvolution",
            onednn_h::dnnl_deconvolution_forward_primitive_desc_create,
            onednn_h::dnnl_deconvolution_backward_data_primitive_desc_create,
            onednn_h::dnnl_deconvolution_backward_weights_primitive_desc_create);

    final String driver;
    final Forward forward;
    final BackwardData backwardData;
    final BackwardWeights backwardWeights;
    private final String prefix;

    Operation(
            String driver,
            String prefix,
            Forward forward,
            BackwardData backwardData,
            BackwardWeights backwardWeights) {
        this.driver = driver;
        this.prefix = prefix;
        this.forward = forward;
        this.backwardData = backwardData;
        this.backwardWeights = backwardWeights;
    }

    /// The name of the C function that makes a primitive descriptor.
    String function(String direction) {
        return prefix + "_" + direction + "_primitive_desc_create";
    }

    PrimitiveKind kind() {
        return this == CONVOLUTION ? PrimitiveKind.CONVOLUTION : PrimitiveKind.DECONVOLUTION;
    }

    boolean isTransposed() {
        return this == DECONVOLUTION;
    }

    /// The C constant of an algorithm.
    ///
    /// @throws IllegalArgumentException when the operation does not know it
    int algorithm(ConvolutionAlgorithm algorithm) {
        if (this == CONVOLUTION) {
            return algorithm.value();
        }
        return switch (algorithm) {
            case DIRECT -> onednn_h.dnnl_deconvolution_direct();
            case WINOGRAD -> onednn_h.dnnl_deconvolution_winograd();
            case AUTO ->
                    throw new IllegalArgumentException(
                            "algorithm: deconvolution knows DIRECT and WINOGRAD, got AUTO");
        };
    }

    interface Forward {
        int create(
                MemorySegment out,
                MemorySegment engine,
                int propagation,
                int algorithm,
                MemorySegment src,
                MemorySegment weights,
                MemorySegment bias,
                MemorySegment dst,
                MemorySegment strides,
                MemorySegment dilates,
                MemorySegment paddingLeft,
                MemorySegment paddingRight,
                MemorySegment attributes);
    }

    interface BackwardData {
        int create(
                MemorySegment out,
                MemorySegment engine,
                int algorithm,
                MemorySegment diffSrc,
                MemorySegment weights,
                MemorySegment diffDst,
                MemorySegment strides,
                MemorySegment dilates,
                MemorySegment paddingLeft,
                MemorySegment paddingRight,
                MemorySegment hint,
                MemorySegment attributes);
    }

    interface BackwardWeights {
        int create(
                MemorySegment out,
                MemorySegment engine,
                int algorithm,
                MemorySegment src,
                MemorySegment diffWeights,
                MemorySegment diffBias,
                MemorySegment diffDst,
                MemorySegment strides,
                MemorySegment dilates,
                MemorySegment paddingLeft,
                MemorySegment paddingRight,
                MemorySegment hint,
                MemorySegment attributes);
    }
}
