package dev.onednn4j;

import dev.onednn4j.internal.call.ExecutionPool;
import dev.onednn4j.internal.call.NativePrimitive;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/// A computation made for one set of shapes, types and layouts: `dnnl_primitive_t`.
///
/// Thread safe: any number of threads may execute one primitive at once, each execution with its
/// own scratchpad. A primitive uses the number of threads that [OneDnn#threads()] told the thread
/// that built it.
public abstract class Primitive implements AutoCloseable {
    private final Engine engine;
    private final NativePrimitive made;
    final ExecutionPool executions;

    Primitive(Engine engine, NativePrimitive made) {
        this.engine = engine;
        this.made = made;
        this.executions = made.executions();
    }

    NativePrimitive made() {
        return made;
    }

    /// The name of the implementation that oneDNN chose, such as `jit:avx2` or
    /// `brgconv:avx512_core` (`impl_info_str`). See [#isReference()].
    public String implementation() {
        return made.implementation().name();
    }

    /// The implementations that oneDNN offered before this one and that were not taken: from the
    /// implementation's name to the [Defect#id()] of what it gets wrong, or `not-created` where
    /// oneDNN described the primitive and then refused to make it, or `verification-failed` where
    /// it computed something else than the reference. Empty as a rule.
    public Map<String, String> passedOver() {
        return made.passedOver();
    }

    /// Whether the implementation is plain portable code, or leaves the work to such: orders of
    /// magnitude slower than generated code. [PrimitiveBuilder#avoidReference()] refuses it and
    /// tells which layouts a fast implementation wants.
    public boolean isReference() {
        return made.isReference();
    }

    /// The bytes of working memory that each execution in flight takes.
    public long scratchpadSize() {
        return made.scratchpadSize();
    }

    /// The engine the primitive was made on.
    public Engine engine() {
        return engine;
    }

    /// The tensors that are passed by name at each execution, with what each must be: scales, zero
    /// points and operands of post-operations, and of a batch normalization its statistics and
    /// parameters. Empty for most primitives.
    public Map<String, MemoryDescriptor> runtimeArguments() {
        return made.runtimeArguments();
    }

    /// Prepares an execution on tensors in the order of the fixed arguments. One that the primitive
    /// does not have must be null.
    final Execution prepare(
            Tensor first,
            Tensor second,
            @Nullable Tensor third,
            @Nullable Tensor fourth,
            RuntimeArguments runtime) {
        return new Execution(engine, executions.prepare(first, second, third, fourth, runtime));
    }

    /// Lets go of the primitive. Executions that are running in other threads finish first; later
    /// ones throw `IllegalStateException`. Executions that were bound by the user go on working
    /// until they are closed. A second call does nothing.
    @Override
    public void close() {
        made.close();
    }

    /// The problem in benchdnn's language and the implementation.
    @Override
    public String toString() {
        return made.toString();
    }
}
