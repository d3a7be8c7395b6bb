package dev.onednn4j;

import dev.onednn4j.internal.call.NativePrimitive;

import java.util.List;
import java.util.Objects;

/// What primitives have in common that make one result of any number of sources: [Sum] and
/// [Concat].
///
/// Thread safe: any number of threads may execute one at once.
public abstract sealed class MultipleSources extends Primitive permits Sum, Concat {
    private final List<MemoryDescriptor> srcs;
    private final MemoryDescriptor dst;

    /// @param srcs the sources, in their order
    MultipleSources(Engine engine, NativePrimitive made, List<MemoryDescriptor> srcs) {
        super(engine, made);
        this.srcs = srcs;
        this.dst = made.expected(srcs.size());
    }

    /// What the sources must be, in their order. Executions call them `src_0`, `src_1` and so on.
    public List<MemoryDescriptor> srcs() {
        return srcs;
    }

    /// What dst must be.
    public MemoryDescriptor dst() {
        return dst;
    }

    /// Computes dst; returns when it is written. Allocates nothing, but for the first time that one
    /// more thread than ever before is in this method at once.
    ///
    /// @param srcs what [#srcs()] says, in that order; a list that is kept costs no allocation
    /// @param dst what [#dst()] says
    /// @throws IllegalArgumentException when a tensor is not what it should be, or there are too
    ///   few or too many
    /// @throws IllegalStateException when the primitive is closed, or the arena of a tensor is
    /// @throws WrongThreadException when a tensor's arena is confined to another thread
    /// @throws OneDnnException when oneDNN fails
    public void execute(List<Tensor> srcs, Tensor dst) {
        executions.run(Objects.requireNonNull(srcs, "srcs"), dst, RuntimeArguments.none());
    }

    /// Prepares an execution on these tensors that can be run many times.
    public Execution bind(List<Tensor> srcs, Tensor dst) {
        return new Execution(
                engine(),
                executions.prepare(
                        Objects.requireNonNull(srcs, "srcs"), dst, RuntimeArguments.none()));
    }
}
