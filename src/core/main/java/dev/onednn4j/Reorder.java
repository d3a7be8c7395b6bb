package dev.onednn4j;

import dev.onednn4j.internal.call.NativePrimitive;
import dev.onednn4j.internal.call.Reorders;

import java.util.Objects;

/// Copies a tensor into another layout or type: the reorder primitive.
///
/// Thread safe: any number of threads may execute one reorder at once.
public final class Reorder extends Primitive {
    private final MemoryDescriptor src;
    private final MemoryDescriptor dst;

    private Reorder(
            Engine engine, NativePrimitive made, MemoryDescriptor src, MemoryDescriptor dst) {
        super(engine, made);
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
        return new Reorder(engine, Reorders.make(engine.device(), src, dst), src, dst);
    }

    /// Reorders once, through a primitive that is made and closed on the way.
    public static void run(Engine engine, Tensor src, Tensor dst) {
        Objects.requireNonNull(engine, "engine");
        Objects.requireNonNull(src, "src");
        Objects.requireNonNull(dst, "dst");
        Reorders.run(engine.device(), src, dst);
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
        executions.run(src, dst, null, null, RuntimeArguments.none());
    }
}
