package dev.onednn4j.internal.attribute;

import dev.onednn4j.DataType;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.PostOps;
import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.memory.Argument;
import dev.onednn4j.internal.memory.WholeBytes;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;

/// Convolves each channel of the result by itself.
///
/// @param bias the type of the bias; null for none
public record DepthwisePostOp(
        DataType weights,
        @Nullable DataType bias,
        DataType dst,
        long kernel,
        long stride,
        long padding)
        implements PostOp {
    private static final long LARGEST = Integer.MAX_VALUE;

    public DepthwisePostOp {
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
        if (!shape.takesDepthwise()) {
            throw new IllegalArgumentException(
                    "depthwise: expected behind a 2-D convolution with a 1x1 kernel, without"
                            + " strides and padding, got "
                            + shape.words());
        }
        long[] dims = before.dims().clone();
        dims[2] = Math.ceilDiv(dims[2], stride);
        dims[3] = Math.ceilDiv(dims[3], stride);
        return new PartialResult(shape, dst, dims, true);
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
