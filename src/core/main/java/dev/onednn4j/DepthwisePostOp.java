package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.problem.AttributedShape;
import dev.onednn4j.internal.problem.ChainedOperation;
import dev.onednn4j.internal.problem.ConvolutionShape;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;

/// Convolves each channel of the result by itself.
///
/// @param bias the type of the bias; null for none
record DepthwisePostOp(
        DataType weights,
        @Nullable DataType bias,
        DataType dst,
        long kernel,
        long stride,
        long padding)
        implements PostOp {
    private static final long LARGEST = Integer.MAX_VALUE;

    DepthwisePostOp {
        Objects.requireNonNull(weights, "weights");
        Objects.requireNonNull(dst, "dst");
        WholeBytes.require("depthwise dst", dst, dst);
        requireRange("kernel", kernel, 1, LARGEST);
        requireRange("stride", stride, 1, LARGEST);
        requireRange("padding", padding, 0, kernel - 1);
    }

    private static void requireRange(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "depthwise " + name + ": expected " + least + " to " + most + ", got " + value);
        }
    }

    @Override
    public int append(MemorySegment postOps, Arena scratch) {
        int biasType = bias == null ? onednn_h.dnnl_data_type_undef() : bias.value();
        return onednn_h.dnnl_post_ops_append_dw(
                postOps, weights.value(), biasType, dst.value(), kernel, stride, padding);
    }

    @Override
    public String function() {
        return "dnnl_post_ops_append_dw";
    }

    @Override
    public PartialResult applyTo(PartialResult before) {
        AttributedShape shape = before.shape();
        if (!(shape instanceof ConvolutionShape convolution) || !isPointwise(convolution)) {
            throw new IllegalArgumentException(
                    "depthwise: expected behind a 2-D convolution with a 1x1 kernel, without"
                            + " strides and padding, got "
                            + (isDeconvolution(shape) ? "the deconvolution " : "")
                            + shape);
        }
        long[] dims = before.dims().clone();
        dims[2] = Math.ceilDiv(dims[2], stride);
        dims[3] = Math.ceilDiv(dims[3], stride);
        return new PartialResult(shape, dst, dims, true);
    }

    private static boolean isDeconvolution(AttributedShape shape) {
        return shape instanceof ConvolutionShape convolution && convolution.isTransposed();
    }

    private static boolean isPointwise(ConvolutionShape shape) {
        return !shape.isTransposed()
                && shape.kernel().length == 2
                && Arrays.equals(shape.kernel(), new long[] {1, 1})
                && Arrays.equals(shape.strides(), new long[] {1, 1})
                && Arrays.equals(shape.paddingLeft(), new long[2])
                && Arrays.equals(shape.paddingRight(), new long[2]);
    }

    @Override
    public List<Argument> arguments(
            int index, PartialResult before, IntFunction<@Nullable MemoryDescriptor> chosen) {
        List<Argument> arguments = new ArrayList<>();
        int base = onednn_h.DNNL_ARG_ATTR_POST_OP_DW();
        int weightsId = base | onednn_h.DNNL_ARG_WEIGHTS_0();
        arguments.add(
                PostOp.read(
                        weightsId,
                        PostOps.DEPTHWISE_WEIGHTS,
                        Objects.requireNonNull(chosen.apply(weightsId))));
        if (bias != null) {
            int biasId = base | onednn_h.DNNL_ARG_BIAS();
            arguments.add(
                    PostOp.read(
                            biasId,
                            PostOps.DEPTHWISE_BIAS,
                            Objects.requireNonNull(chosen.apply(biasId))));
        }
        return arguments;
    }

    @Override
    public ChainedOperation value(int index, IntFunction<@Nullable MemoryDescriptor> chosen) {
        return ChainedOperation.depthwise(bias != null);
    }

    @Override
    public String toString() {
        return "dw:k" + kernel + "s" + stride + "p" + padding + ":" + dst;
    }
}
