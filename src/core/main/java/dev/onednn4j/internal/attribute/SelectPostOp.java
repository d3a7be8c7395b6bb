package dev.onednn4j.internal.attribute;

import dev.onednn4j.DataType;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.memory.Argument;
import dev.onednn4j.internal.memory.DescriptorParts;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;

/// Takes a tensor's element where a condition does not hold.
public record SelectPostOp(
        String name, MemoryDescriptor operand, String conditionName, MemoryDescriptor condition)
        implements PostOp {
    public SelectPostOp {
        Objects.requireNonNull(name, "name");
        operand = PostOp.usual(Objects.requireNonNull(operand, "operand"));
        Objects.requireNonNull(conditionName, "conditionName");
        Objects.requireNonNull(condition, "condition");
        if (condition.dataType() != DataType.S8) {
            throw new IllegalArgumentException(
                    conditionName + ": expected s8, got " + condition.dataType());
        }
    }

    @Override
    public int append(MemorySegment postOps, Arena scratch) {
        return onednn_h.dnnl_post_ops_append_binary_v2(
                postOps,
                onednn_h.dnnl_binary_select(),
                DescriptorParts.toNative(operand, scratch),
                DescriptorParts.toNative(condition, scratch));
    }

    @Override
    public String function() {
        return "dnnl_post_ops_append_binary_v2";
    }

    @Override
    public PartialResult applyTo(PartialResult before) {
        before.requireBroadcast(name, operand);
        before.requireBroadcast(conditionName, condition);
        return before;
    }

    @Override
    public List<String> names() {
        return List.of(name, conditionName);
    }

    @Override
    public List<Argument> arguments(
            int index, PartialResult before, IntFunction<@Nullable MemoryDescriptor> chosen) {
        int base = PostOp.base(index);
        return List.of(
                PostOp.readAsChosen(base | onednn_h.DNNL_ARG_SRC_1(), name, operand, chosen),
                condition(index, chosen));
    }

    /// The condition alone, as [#arguments] has it.
    Argument condition(int index, IntFunction<@Nullable MemoryDescriptor> chosen) {
        return PostOp.readAsChosen(
                PostOp.base(index) | onednn_h.DNNL_ARG_SRC_2(), conditionName, condition, chosen);
    }

    @Override
    public ChainedOperation value(int index, IntFunction<@Nullable MemoryDescriptor> chosen) {
        int base = PostOp.base(index);
        return ChainedOperation.select(
                PostOp.mask(operand),
                PostOp.value(base | onednn_h.DNNL_ARG_SRC_1(), operand, chosen),
                PostOp.value(base | onednn_h.DNNL_ARG_SRC_2(), condition, chosen));
    }

    @Override
    public String toString() {
        return "select:"
                + operand.dataType()
                + "."
                + PostOp.maskAndLayout(operand, ".")
                + ":"
                + PostOp.maskAndLayout(condition, ".");
    }
}
