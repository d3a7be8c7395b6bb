package dev.onednn4j;

import dev.onednn4j.internal.call.NativePrimitive;
import dev.onednn4j.internal.library.Handle;
import dev.onednn4j.internal.memory.DescriptorParts;
import dev.onednn4j.internal.memory.WholeBytes;
import dev.onednn4j.internal.problem.Arguments;
import dev.onednn4j.internal.problem.PlainShape;
import dev.onednn4j.internal.problem.PrimitiveRequest;
import dev.onednn4j.internal.problem.Problem;
import dev.onednn4j.internal.problem.TensorRequest;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.function.BiFunction;

/// Describes the backward pass of a primitive that was built for training, which gives the
/// dimensions. Everything has defaults.
///
/// @param <P> what is built
public final class BackwardBuilder<P extends Primitive>
        extends PrimitiveBuilder<BackwardBuilder<P>> {
    private final Primitive forward;
    private final String function;
    private final Description problem;
    private final MemoryDescriptor src;
    private final MemoryDescriptor dst;
    private final Gradient gradient;
    private final Arguments arguments;
    private final BiFunction<Engine, NativePrimitive, P> maker;
    private final TensorRequest diffSrc = new TensorRequest("diffSrc");
    private final TensorRequest diffDst = new TensorRequest("diffDst");

    /// Describes the problem as a value.
    interface Description {
        Problem of(MemoryDescriptor diffSrc, MemoryDescriptor diffDst);
    }

    /// Calls the C function that makes the primitive descriptor.
    interface Gradient {
        int create(
                MemorySegment out,
                MemorySegment engine,
                MemorySegment diffSrc,
                MemorySegment diffDst,
                MemorySegment hint,
                MemorySegment attributes,
                Arena scratch);
    }

    /// @param function the C function
    /// @param problem describes the problem
    /// @param src what diff_src is like when nothing is asked for
    /// @param dst what diff_dst is like when nothing is asked for
    BackwardBuilder(
            Primitive forward,
            String function,
            Description problem,
            MemoryDescriptor src,
            MemoryDescriptor dst,
            Gradient gradient,
            Arguments arguments,
            BiFunction<Engine, NativePrimitive, P> maker) {
        super(forward.engine());
        this.forward = forward;
        this.function = function;
        this.problem = problem;
        this.src = src;
        this.dst = dst;
        this.gradient = gradient;
        this.arguments = arguments;
        this.maker = maker;
    }

    @Override
    BackwardBuilder<P> self() {
        return this;
    }

    /// The gradient by src, which is computed. By default it is described as src is.
    public BackwardBuilder<P> diffSrc(MemoryDescriptor diffSrc) {
        this.diffSrc.set(diffSrc);
        return this;
    }

    /// The gradient by src in another type or layout.
    public BackwardBuilder<P> diffSrc(DataType type, FormatTag tag) {
        diffSrc.set(type, tag);
        return this;
    }

    /// The gradient by dst. By default it is described as dst is.
    public BackwardBuilder<P> diffDst(MemoryDescriptor diffDst) {
        this.diffDst.set(diffDst);
        return this;
    }

    /// The gradient by dst in another type or layout.
    public BackwardBuilder<P> diffDst(DataType type, FormatTag tag) {
        diffDst.set(type, tag);
        return this;
    }

    /// Makes the primitive. It does not need the forward one any longer.
    ///
    /// @throws IllegalArgumentException when dimensions do not fit, or diff_src is of a 4-bit type
    /// @throws IllegalStateException when the engine or the forward primitive is closed
    /// @throws UnimplementedException when no implementation on this machine does this
    /// @throws OneDnnException when oneDNN refuses
    public P build() {
        MemoryDescriptor to = diffSrc.isAbsent() ? src : diffSrc.resolve("src", src.dims());
        MemoryDescriptor from = diffDst.isAbsent() ? dst : diffDst.resolve("dst", dst.dims());
        WholeBytes.require("diffSrc", to);
        // oneDNN looks at the forward primitive for each implementation it offers.
        try (Handle.Hold _ = forward.made().handle().hold()) {
            MemorySegment hint = forward.made().hint();
            Problem value = problem.of(to, from);
            return maker.apply(
                    engine(),
                    make(
                            new PrimitiveRequest(
                                    function,
                                    value,
                                    new PlainShape(value.text(), src.dims(), Map.of()),
                                    to.dataType(),
                                    arguments,
                                    (out, engine, attributes, scratch) ->
                                            gradient.create(
                                                    out,
                                                    engine,
                                                    DescriptorParts.toNative(to, scratch),
                                                    DescriptorParts.toNative(from, scratch),
                                                    hint,
                                                    attributes,
                                                    scratch))));
        }
    }
}
