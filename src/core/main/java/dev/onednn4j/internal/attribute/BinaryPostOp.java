package dev.onednn4j.internal.attribute;

import dev.onednn4j.BinaryAlgorithm;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.memory.Argument;
import dev.onednn4j.internal.memory.DescriptorParts;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.IntFunction;

/// Combines the result with a tensor.
public record BinaryPostOp(BinaryAlgorithm algorithm, String name, MemoryDescriptor operand)
        implements PostOp {
    public BinaryPostOp {
        Objects.requireNonNull(algorithm, "algorithm");
        Objects.requireNonNull(name, "name");
        operand = PostOp.usual(Objects.requireNonNull(operand, "operand"));
    }

    @Override
    public int append(MemorySegment postOps, Arena scratch) {
        return onednn_h.dnnl_post_ops_append_binary(
                postOps, algorithm.value(), DescriptorParts.toNative(operand, scratch));
    }

    @Override
    public String function() {
        return "dnnl_post_ops_append_binary";
    }

    @Override
    public PartialResult applyTo(PartialResult before) {
        before.requireBroadcast(name, operand);
        return before;
    }

    @Override
    public List<String> names() {
        return List.of(name);
    }

    @Override
    public List<Argument> arguments(
            int index, PartialResult before, IntFunction<@Nullable MemoryDescriptor> chosen) {
        int id = PostOp.base(index) | onednn_h.DNNL_ARG_SRC_1();
        return List.of(PostOp.readAsChosen(id, name, operand, chosen));
    }

    @Override
    public ChainedOperation value(int index, IntFunction<@Nullable MemoryDescriptor> chosen) {
        int id = PostOp.base(index) | onednn_h.DNNL_ARG_SRC_1();
        return ChainedOperation.binary(PostOp.mask(operand), PostOp.value(id, operand, chosen));
    }

    @Override
    public String toString() {
        return algorithm.name().toLowerCase(Locale.ROOT)
                + ":"
                + operand.dataType()
                + ":"
                + PostOp.maskAndLayout(operand, ":");
    }
}
