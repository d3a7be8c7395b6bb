package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.Handle;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/// A computation made for one set of shapes, types and layouts: `dnnl_primitive_t`.
///
/// Thread safe: any number of threads may execute one primitive at once, each execution with its
/// own scratchpad. A primitive uses the number of threads that [OneDnn#threads()] told the thread
/// that built it.
public abstract sealed class Primitive implements AutoCloseable permits Convolution, Reorder {
    private static final Consumer<MemorySegment> DESTROY =
            Native.destroyer("dnnl_primitive_destroy", onednn_h::dnnl_primitive_destroy);
    private static final Consumer<MemorySegment> DESTROY_DESCRIPTOR =
            Native.destroyer("dnnl_primitive_desc_destroy", onednn_h::dnnl_primitive_desc_destroy);
    private static final Consumer<MemorySegment> DESTROY_ATTRIBUTES =
            Native.destroyer("dnnl_primitive_attr_destroy", onednn_h::dnnl_primitive_attr_destroy);

    private final Engine engine;
    private final Handle handle;
    private final Supplier<String> problem;
    private final String implementation;
    private final @Nullable MemoryDescriptor scratchpad;
    private final List<Argument> arguments;
    private final int threads = OneDnn.threads();
    private final ExecutionPool pool;

    /// Makes the native primitive.
    ///
    /// @param descriptor the native primitive descriptor, which stays the caller's
    Primitive(
            Engine engine,
            Supplier<String> problem,
            MemorySegment descriptor,
            List<Argument> arguments) {
        this.engine = engine;
        this.problem = problem;
        this.arguments = arguments;
        this.implementation = queryImplementation(descriptor);
        this.scratchpad = queryDescriptor(descriptor, onednn_h.dnnl_query_scratchpad_md(), 0);
        this.handle =
                Handle.create(
                        "the primitive",
                        arena ->
                                Handle.adopt(
                                        Native.create(
                                                "dnnl_primitive_create",
                                                problem,
                                                out ->
                                                        onednn_h.dnnl_primitive_create(
                                                                out, descriptor)),
                                        arena,
                                        DESTROY),
                        engine.handle(),
                        engine.defaultStream().handle());
        try {
            this.pool = new ExecutionPool(this);
        } catch (RuntimeException | Error failure) {
            handle.close();
            throw failure;
        }
    }

    /// Makes the attributes every primitive here has: the scratchpad belongs to an execution, not
    /// to the primitive, which could then run on one thread alone.
    static MemorySegment attributes(PostOps postOps, Arena scratch) {
        MemorySegment attributes =
                Handle.adopt(
                        Native.create(
                                "dnnl_primitive_attr_create",
                                () -> "attributes",
                                onednn_h::dnnl_primitive_attr_create),
                        scratch,
                        DESTROY_ATTRIBUTES);
        Native.check(
                onednn_h.dnnl_primitive_attr_set_scratchpad_mode(
                        attributes, onednn_h.dnnl_scratchpad_mode_user()),
                "dnnl_primitive_attr_set_scratchpad_mode",
                () -> "user mode");
        postOps.apply(attributes, scratch);
        return attributes;
    }

    /// Makes a native primitive descriptor that lives as long as the arena.
    static MemorySegment describe(
            String function,
            Supplier<String> problem,
            Arena scratch,
            ToIntFunction<MemorySegment> call) {
        return Handle.adopt(Native.create(function, problem, call), scratch, DESTROY_DESCRIPTOR);
    }

    /// Moves a primitive descriptor on to the next implementation that can do the same.
    ///
    /// @throws UnimplementedException when there is none
    static void nextImplementation(MemorySegment descriptor, Supplier<String> problem) {
        String function = "dnnl_primitive_desc_next_impl";
        int status = onednn_h.dnnl_primitive_desc_next_impl(descriptor);
        if (status == onednn_h.dnnl_last_impl_reached()) {
            throw new UnimplementedException(function, problem.get());
        }
        Native.check(status, function, problem);
    }

    /// The memory descriptor that a primitive descriptor chose; null when it has none.
    static @Nullable MemoryDescriptor queryDescriptor(
            MemorySegment descriptor, int what, int index) {
        MemorySegment borrowed = onednn_h.dnnl_primitive_desc_query_md(descriptor, what, index);
        return borrowed.equals(MemorySegment.NULL) ? null : Layouts.read(borrowed);
    }

    static String queryImplementation(MemorySegment descriptor) {
        try (Arena scratch = Arena.ofConfined()) {
            MemorySegment out = scratch.allocate(onednn_h.C_POINTER);
            Native.check(
                    onednn_h.dnnl_primitive_desc_query(
                            descriptor, onednn_h.dnnl_query_impl_info_str(), 0, out),
                    "dnnl_primitive_desc_query",
                    () -> "the implementation's name");
            return out.get(onednn_h.C_POINTER, 0).getString(0);
        }
    }

    /// The name of the implementation that oneDNN chose, such as `jit:avx2` or
    /// `brgconv:avx512_core` (`impl_info_str`). One that begins with `ref` or contains `gemm` is
    /// seldom the fastest.
    public String implementation() {
        return implementation;
    }

    /// The bytes of working memory that each execution in flight takes.
    public long scratchpadSize() {
        return scratchpad == null ? 0 : scratchpad.size();
    }

    /// The engine the primitive was made on.
    public Engine engine() {
        return engine;
    }

    Handle handle() {
        return handle;
    }

    List<Argument> arguments() {
        return arguments;
    }

    @Nullable MemoryDescriptor scratchpad() {
        return scratchpad;
    }

    /// The OpenMP threads the primitive was made for: with more, it would overrun its scratchpad.
    int threads() {
        return threads;
    }

    Supplier<String> problem() {
        return problem;
    }

    /// An execution that no other thread uses, to be given back by [Execution#release()].
    Execution acquire() {
        return pool.acquire();
    }

    /// Lets go of the primitive. Executions that are running in other threads finish first; later
    /// ones throw `IllegalStateException`. Executions that were bound by the user go on working
    /// until they are closed. A second call does nothing.
    @Override
    public void close() {
        pool.close();
        handle.close();
    }

    /// The problem in benchdnn's language and the implementation.
    @Override
    public String toString() {
        return problem.get() + " [" + implementation + "]";
    }
}
