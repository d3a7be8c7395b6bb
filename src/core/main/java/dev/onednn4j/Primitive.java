package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.CodeGenerator;
import dev.onednn4j.internal.Destroyer;
import dev.onednn4j.internal.Handle;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// A computation made for one set of shapes, types and layouts: `dnnl_primitive_t`.
///
/// Thread safe: any number of threads may execute one primitive at once, each execution with its
/// own scratchpad. A primitive uses the number of threads that [OneDnn#threads()] told the thread
/// that built it.
public abstract sealed class Primitive implements AutoCloseable
        permits WeightedPrimitive,
                BackwardData,
                BackwardWeights,
                Reorder,
                Pooling,
                PoolingBackward,
                UnaryPrimitive,
                UnaryBackward,
                Binary,
                MultipleSources {
    private static final String CREATE = "dnnl_primitive_create";
    private static final Destroyer DESTROY =
            new Destroyer("dnnl_primitive_destroy", onednn_h::dnnl_primitive_destroy$address);

    private final Engine engine;
    private final Handle handle;
    private final Supplier<String> problem;
    private final String implementation;
    private final @Nullable MemoryDescriptor scratchpad;
    private final List<Argument> arguments;
    private final int fixed;
    private final boolean reference;
    private final Map<String, String> passedOver;
    private final int threads;
    private final OverlapCheck overlaps;
    private final ExecutionPool pool;

    /// Makes the native primitive of a problem.
    ///
    /// @param roles those of the tensors that every execution names, in that order
    Primitive(PrimitivePlan plan, TensorRole... roles) {
        this(plan, TensorRole.arguments(plan.descriptor(), roles));
    }

    /// Makes the native primitive of a problem.
    ///
    /// @param fixed the tensors that every execution names, in that order
    Primitive(PrimitivePlan plan, List<Argument> fixed) {
        this.engine = plan.engine();
        this.problem = plan.problem().text();
        this.fixed = fixed.size();
        this.arguments = Stream.concat(fixed.stream(), plan.runtimeArguments().stream()).toList();
        this.implementation = plan.implementation().name();
        this.reference = plan.implementation().isReference(plan.problem().kind());
        this.passedOver = plan.passedOver();
        this.threads = plan.threads();
        this.overlaps = new OverlapCheck(arguments, inPlaceSource());
        MemorySegment descriptor = plan.descriptor();
        this.scratchpad =
                NativeDescriptor.memory(descriptor, onednn_h.dnnl_query_scratchpad_md(), 0);
        this.handle =
                Handle.create(
                        "the primitive",
                        arena -> create(descriptor, problem, arena),
                        engine.handle(),
                        engine.defaultStream().handle());
        try {
            this.pool = new ExecutionPool(this);
        } catch (RuntimeException | Error failure) {
            handle.close();
            throw failure;
        }
    }

    /// @throws UnimplementedException when the implementation refuses, or its code cannot be
    ///   generated
    private static MemorySegment create(
            MemorySegment descriptor, Supplier<String> problem, Arena arena) {
        // What failed before on this thread shall not make this fail.
        CodeGenerator.clearError();
        MemorySegment made;
        try {
            made =
                    Native.create(
                            CREATE,
                            problem,
                            out -> onednn_h.dnnl_primitive_create(out, descriptor),
                            arena,
                            DESTROY);
        } catch (OneDnnException refusal) {
            throw CodeGenerator.clearError()
                    ? new UnimplementedException(CREATE, problem.get())
                    : refusal;
        }
        // Some are made although one of the primitives that they consist of was not.
        if (CodeGenerator.clearError()) {
            throw new UnimplementedException(CREATE, problem.get());
        }
        return made;
    }

    /// The name of the implementation that oneDNN chose, such as `jit:avx2` or
    /// `brgconv:avx512_core` (`impl_info_str`). See [#isReference()].
    public String implementation() {
        return implementation;
    }

    /// The implementations that oneDNN offered before this one and that were not taken: from the
    /// implementation's name to the [Defect#id()] of what it gets wrong, or `not-created` where
    /// oneDNN described the primitive and then refused to make it, or `verification-failed` where
    /// it computed something else than the reference. Empty as a rule.
    public Map<String, String> passedOver() {
        return passedOver;
    }

    /// Whether the implementation is plain portable code, or leaves the work to such: orders of
    /// magnitude slower than generated code. [PrimitiveBuilder#avoidReference()] refuses it and
    /// tells which layouts a fast implementation wants.
    public boolean isReference() {
        return reference;
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

    /// How many of the arguments every execution names.
    int fixed() {
        return fixed;
    }

    /// What the tensor at a place of the fixed arguments must be.
    MemoryDescriptor expected(int index) {
        return arguments.get(index).descriptor();
    }

    /// What the tensor at a place of the fixed arguments must be; null when there is none.
    @Nullable MemoryDescriptor expectedOptional(int index) {
        return index < fixed ? expected(index) : null;
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

    /// The tensors that are passed by name at each execution, with what each must be: scales, zero
    /// points and operands of post-operations, and of a batch normalization its statistics and
    /// parameters. Empty for most primitives.
    public Map<String, MemoryDescriptor> runtimeArguments() {
        Map<String, MemoryDescriptor> named = new LinkedHashMap<>();
        for (Argument argument : arguments.subList(fixed, arguments.size())) {
            named.put(argument.name(), argument.descriptor());
        }
        return named;
    }

    /// The input whose memory the result may take where both are described alike, by oneDNN's word;
    /// empty where the primitive cannot work in place.
    String inPlaceSource() {
        return "";
    }

    /// Tells which tensors must not share memory.
    OverlapCheck overlaps() {
        return overlaps;
    }

    /// What the last fixed argument is called where a primitive may have it or not.
    String optional() {
        return "tensor";
    }

    /// The native primitive descriptor, which belongs to the primitive: what its backward pass is
    /// made from. Only for who holds the handle.
    MemorySegment hint() {
        MemorySegment primitive = handle.unchecked();
        return Native.borrow(
                "dnnl_primitive_get_primitive_desc",
                problem,
                out -> onednn_h.dnnl_primitive_get_primitive_desc(primitive, out));
    }

    /// Executes on sources and a result, which comes last of the fixed arguments.
    final void run(List<Tensor> sources, Tensor dst, RuntimeArguments runtime) {
        pool.run(sources, dst, runtime);
    }

    /// Prepares an execution on sources and a result; otherwise as [#run].
    final Execution prepare(List<Tensor> sources, Tensor dst, RuntimeArguments runtime) {
        return pool.prepare(sources, dst, runtime);
    }

    /// Executes on tensors in the order of the fixed arguments. One that the primitive does not
    /// have must be null.
    final void run(
            Tensor first,
            Tensor second,
            @Nullable Tensor third,
            @Nullable Tensor fourth,
            RuntimeArguments runtime) {
        pool.run(first, second, third, fourth, runtime);
    }

    /// Prepares an execution on these tensors; otherwise as [#run].
    final Execution prepare(
            Tensor first,
            Tensor second,
            @Nullable Tensor third,
            @Nullable Tensor fourth,
            RuntimeArguments runtime) {
        return pool.prepare(first, second, third, fourth, runtime);
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
