package dev.onednn4j.internal.call;

import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.RuntimeArguments;
import dev.onednn4j.Tensor;
import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.attribute.AttributeSet;
import dev.onednn4j.internal.attribute.Pass;
import dev.onednn4j.internal.memory.DescriptorParts;
import dev.onednn4j.internal.memory.FourBitReorders;
import dev.onednn4j.internal.memory.TensorRole;
import dev.onednn4j.internal.problem.Arguments;
import dev.onednn4j.internal.problem.PlainShape;
import dev.onednn4j.internal.problem.PrimitiveKind;
import dev.onednn4j.internal.problem.PrimitiveRequest;
import dev.onednn4j.internal.problem.Problem;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Copies of tensors in other layouts or types: the reorder primitive.
public final class Reorders {
    private Reorders() {}

    /// Makes a reorder from one descriptor to another of the same dimensions.
    ///
    /// @throws IllegalArgumentException when dimensions differ, a layout is `any`, or a tensor of a
    ///   4-bit type has gaps, an odd number of elements or padding
    /// @throws UnimplementedException when oneDNN has no reorder between the two
    public static NativePrimitive make(Device device, MemoryDescriptor src, MemoryDescriptor dst) {
        requireKnown("src", src);
        requireKnown("dst", dst);
        if (!Arrays.equals(src.dims(), dst.dims())) {
            throw new IllegalArgumentException(
                    "dst: expected the dimensions of src, "
                            + Arrays.toString(src.dims())
                            + ", got "
                            + Arrays.toString(dst.dims()));
        }
        FourBitReorders.require("src", src);
        FourBitReorders.require("dst", dst);
        MemoryDescriptor from = FourBitReorders.withStrides(src);
        MemoryDescriptor to = FourBitReorders.withStrides(dst);
        Problem problem =
                Problem.of(
                        PrimitiveKind.REORDER,
                        Pass.FORWARD,
                        TensorRole.tensors(
                                List.of(TensorRole.SRC, TensorRole.DST), List.of(src, dst)),
                        () -> problem(src, dst));
        PrimitiveRequest request =
                new PrimitiveRequest(
                        "dnnl_reorder_primitive_desc_create",
                        problem,
                        new PlainShape(problem.text(), dst.dims(), Map.of()),
                        dst.dataType(),
                        Arguments.of(
                                List.of(
                                        TensorRole.SRC.argument(src),
                                        TensorRole.DST.argument(dst))),
                        (out, engine, attributes, scratch) ->
                                onednn_h.dnnl_reorder_primitive_desc_create(
                                        out,
                                        DescriptorParts.toNative(from, scratch),
                                        engine,
                                        DescriptorParts.toNative(to, scratch),
                                        engine,
                                        attributes));
        return new PrimitiveFactory(device, request, AttributeSet.NONE, Choice.ANY).make();
    }

    /// Reorders once, through a primitive that is made and closed on the way.
    public static void run(Device device, Tensor src, Tensor dst) {
        try (NativePrimitive reorder = make(device, src.descriptor(), dst.descriptor())) {
            reorder.executions().run(src, dst, null, null, RuntimeArguments.none());
        }
    }

    /// The tensor in the layout of a descriptor: itself when it is in that layout, otherwise a
    /// copy.
    static Tensor into(Device device, Tensor src, MemoryDescriptor dst, Arena arena) {
        if (src.descriptor().equals(dst)) {
            return src;
        }
        Tensor copy = Tensor.allocate(arena, dst);
        run(device, src, copy);
        return copy;
    }

    private static void requireKnown(String name, MemoryDescriptor descriptor) {
        if (descriptor.isAny()) {
            throw new IllegalArgumentException(
                    name + ": a reorder needs a layout, " + descriptor + " leaves it open");
        }
    }

    private static String problem(MemoryDescriptor src, MemoryDescriptor dst) {
        String dims = String.join("x", Arrays.stream(src.dims()).mapToObj(Long::toString).toList());
        return "--reorder --sdt="
                + src.dataType()
                + " --ddt="
                + dst.dataType()
                + " --stag="
                + src.layout()
                + " --dtag="
                + dst.layout()
                + " "
                + dims;
    }
}
