package dev.onednn4j.internal.attribute;

import dev.onednn4j.DataType;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.capi.onednn_h;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.IntFunction;

/// Adds what dst held before.
///
/// @param type how to read what it held; null for the type of dst
public record SumPostOp(float scale, int zeroPoint, @Nullable DataType type) implements PostOp {
    public SumPostOp {
        PostOp.requireFinite("scale", scale);
    }

    @Override
    public int append(MemorySegment postOps, Arena scratch) {
        int value = type == null ? onednn_h.dnnl_data_type_undef() : type.value();
        return onednn_h.dnnl_post_ops_append_sum(postOps, scale, zeroPoint, value);
    }

    @Override
    public String function() {
        return "dnnl_post_ops_append_sum";
    }

    @Override
    public PartialResult applyTo(PartialResult before) {
        if (type != null && type.size() != before.type().size()) {
            throw new IllegalArgumentException(
                    "sum: expected a type of "
                            + before.type().size()
                            + " bytes, as the dst of "
                            + before.type()
                            + " that it reads has, got "
                            + type);
        }
        return before;
    }

    @Override
    public ChainedOperation value(int index, IntFunction<@Nullable MemoryDescriptor> chosen) {
        return ChainedOperation.of(ChainedOperation.Kind.SUM);
    }

    @Override
    public String toString() {
        return "sum:" + scale + ":" + zeroPoint + (type == null ? "" : ":" + type);
    }
}
