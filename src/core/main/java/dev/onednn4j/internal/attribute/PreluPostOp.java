package dev.onednn4j.internal.attribute;

import dev.onednn4j.DataType;
import dev.onednn4j.FormatTag;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.memory.Argument;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;

/// Multiplies what is below 0 by slopes from a tensor.
///
/// @param mask bit d is set where slopes differ along dimension d of the result
public record PreluPostOp(String name, int mask) implements PostOp {
    /// oneDNN takes the slopes of larger results from wrong places.
    private static final int MOST_DIMENSIONS = 5;

    public PreluPostOp {
        Objects.requireNonNull(name, "name");
        if (mask < 0) {
            throw new IllegalArgumentException(
                    "mask: expected a bit for each dimension, got " + mask);
        }
    }

    @Override
    public int append(MemorySegment postOps, Arena scratch) {
        return onednn_h.dnnl_post_ops_append_prelu(postOps, mask);
    }

    @Override
    public String function() {
        return "dnnl_post_ops_append_prelu";
    }

    @Override
    public PartialResult applyTo(PartialResult before) {
        int all = (1 << before.dims().length) - 1;
        if (mask > all) {
            throw new IllegalArgumentException(
                    "mask of "
                            + name
                            + ": expected at most "
                            + all
                            + " for the "
                            + before.dims().length
                            + " dimensions of "
                            + before.shape()
                            + ", got "
                            + mask);
        }
        if (mask != 0 && before.dims().length > MOST_DIMENSIONS) {
            throw new IllegalArgumentException(
                    "mask of "
                            + name
                            + ": expected 0, as slopes that differ are found in up to "
                            + MOST_DIMENSIONS
                            + " dimensions, got "
                            + mask
                            + " for "
                            + before.shape());
        }
        return before;
    }

    @Override
    public List<String> names() {
        return List.of(name);
    }

    /// Wherever dst lies, the library reads slopes with channels innermost.
    @Override
    public List<Argument> arguments(
            int index, PartialResult before, IntFunction<@Nullable MemoryDescriptor> chosen) {
        long[] dims = before.dims().clone();
        for (int d = 0; d < dims.length; d++) {
            if ((mask >> d & 1) == 0) {
                dims[d] = 1;
            }
        }
        MemoryDescriptor slopes =
                MemoryDescriptor.of(DataType.F32, dims).with(channelsLast(dims.length));
        return List.of(
                PostOp.read(PostOp.base(index) | onednn_h.DNNL_ARG_WEIGHTS_0(), name, slopes));
    }

    private static FormatTag channelsLast(int ndims) {
        return switch (ndims) {
            case 3 -> FormatTag.NWC;
            case 4 -> FormatTag.NHWC;
            case 5 -> FormatTag.NDHWC;
            default -> FormatTag.of("abcdefghijkl".substring(0, ndims));
        };
    }

    @Override
    public ChainedOperation value(int index, IntFunction<@Nullable MemoryDescriptor> chosen) {
        return ChainedOperation.prelu(mask);
    }

    @Override
    public String toString() {
        return "prelu:" + mask;
    }
}
