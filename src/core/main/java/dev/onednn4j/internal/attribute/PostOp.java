package dev.onednn4j.internal.attribute;

import dev.onednn4j.FormatTag;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.RuntimeArguments;
import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.memory.Argument;
import dev.onednn4j.internal.memory.ProblemTensor;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;

/// One operation of a chain of post-operations.
public sealed interface PostOp
        permits BinaryPostOp, DepthwisePostOp, EltwisePostOp, PreluPostOp, SelectPostOp, SumPostOp {
    /// Appends the operation to a native chain and returns the C status.
    int append(MemorySegment postOps, Arena scratch);

    /// The C function that [#append] calls.
    String function();

    /// Checks that the operation can be done to what the chain has computed so far.
    ///
    /// @return what the chain has computed with it
    /// @throws IllegalArgumentException when it cannot
    default PartialResult applyTo(PartialResult before) {
        return before;
    }

    /// The names of its tensors among the [RuntimeArguments].
    default List<String> names() {
        return List.of();
    }

    /// The tensors that the operation needs when the primitive runs.
    ///
    /// @param index the operation's place in the chain
    /// @param before what the chain has computed so far
    /// @param chosen the descriptor that the primitive chose for an argument's number
    default List<Argument> arguments(
            int index, PartialResult before, IntFunction<@Nullable MemoryDescriptor> chosen) {
        return List.of();
    }

    /// An operand that lies as a C array does, where the layout was left open and at most one
    /// dimension is over 1: there is nothing to choose, and with a layout of its own choice one of
    /// oneDNN's poolings reads beyond it.
    static MemoryDescriptor usual(MemoryDescriptor operand) {
        boolean single = Arrays.stream(operand.dims()).filter(dim -> dim > 1).count() <= 1;
        return operand.isAny() && single
                ? MemoryDescriptor.of(operand.dataType(), operand.dims())
                : operand;
    }

    /// The operation as part of a problem.
    ///
    /// @param index its place in the chain
    /// @param chosen the descriptor that the primitive chose for an argument's number; null where
    ///   it has none, or has not chosen yet
    ChainedOperation value(int index, IntFunction<@Nullable MemoryDescriptor> chosen);

    /// An operand as part of a problem: as it was asked for, or where the layout was left open, as
    /// it was chosen.
    static ProblemTensor value(
            int id, MemoryDescriptor asked, IntFunction<@Nullable MemoryDescriptor> chosen) {
        MemoryDescriptor choice = asked.isAny() ? chosen.apply(id) : null;
        return ProblemTensor.of(choice == null ? asked : choice);
    }

    static Argument read(int id, String name, MemoryDescriptor descriptor) {
        return new Argument(id, name, descriptor, false);
    }

    /// An operand in its own layout, or in the one that the primitive chose for it.
    static Argument readAsChosen(
            int id,
            String name,
            MemoryDescriptor wanted,
            IntFunction<@Nullable MemoryDescriptor> chosen) {
        return read(id, name, wanted.isAny() ? Objects.requireNonNull(chosen.apply(id)) : wanted);
    }

    /// The base of the argument numbers of the operation at a place of the chain: the C macro
    /// `DNNL_ARG_ATTR_MULTIPLE_POST_OP`, which bindings cannot hold.
    static int base(int index) {
        return onednn_h.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE() * (index + 1);
    }

    /// The mask, type apart, and layout of an operand as benchdnn writes them.
    static String maskAndLayout(MemoryDescriptor operand, String delimiter) {
        String layout = operand.layout();
        if (layout.endsWith("*")) {
            layout = FormatTag.ANY + delimiter + Benchdnn.strides(operand);
        }
        return mask(operand) + delimiter + layout;
    }

    /// Bit d is set where a tensor has more than one element in dimension d.
    static int mask(MemoryDescriptor operand) {
        int mask = 0;
        long[] dims = operand.dims();
        for (int d = 0; d < dims.length; d++) {
            mask |= dims[d] > 1 ? 1 << d : 0;
        }
        return mask;
    }

    /// A parameter that is a number.
    ///
    /// @throws IllegalArgumentException when it is not, or without end
    static void requireFinite(String name, float value) {
        if (!Float.isFinite(value)) {
            throw new IllegalArgumentException(name + ": expected a finite number, got " + value);
        }
    }
}
