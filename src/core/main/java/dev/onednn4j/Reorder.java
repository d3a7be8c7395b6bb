package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.problem.Pass;
import dev.onednn4j.internal.problem.PrimitiveKind;
import dev.onednn4j.internal.problem.Problem;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Copies a tensor into another layout or type: the reorder primitive.
///
/// Thread safe: any number of threads may execute one reorder at once.
public final class Reorder extends Primitive {
    private final MemoryDescriptor src;
    private final MemoryDescriptor dst;

    private Reorder(PrimitivePlan plan, MemoryDescriptor src, MemoryDescriptor dst) {
        super(plan, List.of(TensorRole.SRC.argument(src), TensorRole.DST.argument(dst)));
        this.src = src;
        this.dst = dst;
    }

    /// A reorder from one descriptor to another of the same dimensions.
    ///
    /// @throws IllegalArgumentException when dimensions differ, a layout is `any`, or a tensor of a
    ///   4-bit type has gaps, an odd number of elements or padding
    /// @throws UnimplementedException when oneDNN has no reorder between the two
    public static Reorder of(Engine engine, MemoryDescriptor src, MemoryDescriptor dst) {
        Objects.requireNonNull(engine, "engine");
        Objects.requireNonNull(src, "src");
        Objects.requireNonNull(dst, "dst");
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
                        (out, device, attributes, scratch) ->
                                onednn_h.dnnl_reorder_primitive_desc_create(
                                        out,
                                        from.toNative(scratch),
                                        device,
                                        to.toNative(scratch),
                                        device,
                                        attributes));
        return new PrimitiveFactory(engine, request, Attributes.none(), Choice.ANY)
                .make(plan -> new Reorder(plan, src, dst));
    }

    /// Reorders once, through a primitive that is made and closed on the way.
    public static void run(Engine engine, Tensor src, Tensor dst) {
        Objects.requireNonNull(src, "src");
        Objects.requireNonNull(dst, "dst");
        try (Reorder reorder = of(engine, src.descriptor(), dst.descriptor())) {
            reorder.execute(src, dst);
        }
    }

    /// The tensor in the layout of a descriptor: itself when it is in that layout, otherwise a
    /// copy.
    static Tensor into(Engine engine, Tensor src, MemoryDescriptor dst, Arena arena) {
        if (src.descriptor().equals(dst)) {
            return src;
        }
        Tensor copy = Tensor.allocate(arena, dst);
        run(engine, src, copy);
        return copy;
    }

    /// What is read.
    public MemoryDescriptor src() {
        return src;
    }

    /// What is written.
    public MemoryDescriptor dst() {
        return dst;
    }

    /// Reorders; returns when dst is written. Allocates nothing, but for the first time that one
    /// more thread than ever before is in this method at once.
    ///
    /// @throws IllegalArgumentException when a tensor is not what it should be
    /// @throws IllegalStateException when the reorder is closed, or the arena of a tensor is
    /// @throws WrongThreadException when a tensor's arena is confined to another thread
    public void execute(Tensor src, Tensor dst) {
        run(src, dst, null, null, RuntimeArguments.none());
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
