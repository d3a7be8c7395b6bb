package dev.onednn4j.internal.call;

import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.OneDnnException;
import dev.onednn4j.UnimplementedException;
import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.library.CodeGenerator;
import dev.onednn4j.internal.library.Destroyer;
import dev.onednn4j.internal.library.Handle;
import dev.onednn4j.internal.library.Native;
import dev.onednn4j.internal.memory.Argument;
import dev.onednn4j.internal.memory.NativeDescriptor;
import dev.onednn4j.internal.memory.OverlapCheck;
import dev.onednn4j.internal.problem.Arguments;
import dev.onednn4j.internal.problem.Implementation;
import dev.onednn4j.internal.problem.Problem;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// A native primitive with all that its executions need: `dnnl_primitive_t`.
///
/// Thread safe: any number of threads may execute one at once, each execution with its own
/// scratchpad.
public final class NativePrimitive implements AutoCloseable {
    private static final String CREATE = "dnnl_primitive_create";
    private static final Destroyer DESTROY =
            new Destroyer("dnnl_primitive_destroy", onednn_h::dnnl_primitive_destroy$address);

    private final Device device;
    private final Handle handle;
    private final Problem problem;
    private final Implementation implementation;
    private final @Nullable MemoryDescriptor scratchpad;
    private final List<Argument> arguments;
    private final int fixed;
    private final String optional;
    private final String inPlaceSource;
    private final Map<String, String> passedOver;
    private final int threads;
    private final OverlapCheck overlaps;
    private final ExecutionPool pool;

    /// Makes the native primitive of a problem.
    ///
    /// @param problem the problem as it was asked
    /// @param descriptor the native primitive descriptor, which stays its owner's
    /// @param threads the OpenMP threads that it is made for
    /// @param passedOver the defect's id by the implementation's name
    /// @param arguments which tensors executions take
    /// @param runtimeArguments further ones that are passed by name
    /// @throws UnimplementedException when the implementation refuses, or its code cannot be
    ///   generated
    NativePrimitive(
            Device device,
            Problem problem,
            MemorySegment descriptor,
            Implementation implementation,
            int threads,
            Map<String, String> passedOver,
            Arguments arguments,
            List<Argument> runtimeArguments) {
        this.device = device;
        this.problem = problem;
        List<Argument> first = arguments.fixed().apply(descriptor);
        this.fixed = first.size();
        this.arguments =
                Stream.of(first, arguments.named().apply(descriptor), runtimeArguments)
                        .flatMap(List::stream)
                        .toList();
        this.optional = arguments.optional();
        this.inPlaceSource = arguments.inPlaceSource();
        this.implementation = implementation;
        this.passedOver = passedOver;
        this.threads = threads;
        this.overlaps = new OverlapCheck(this.arguments, inPlaceSource);
        this.scratchpad =
                NativeDescriptor.memory(descriptor, onednn_h.dnnl_query_scratchpad_md(), 0);
        this.handle =
                Handle.create(
                        "the primitive",
                        arena -> create(descriptor, problem.text(), arena),
                        device.engine(),
                        device.stream());
        try {
            this.pool = new ExecutionPool(this);
        } catch (RuntimeException | Error failure) {
            handle.close();
            throw failure;
        }
    }

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

    /// Where it runs.
    public Device device() {
        return device;
    }

    /// The native primitive.
    public Handle handle() {
        return handle;
    }

    /// The problem in benchdnn's language.
    public Supplier<String> problem() {
        return problem.text();
    }

    /// The implementation that was chosen.
    public Implementation implementation() {
        return implementation;
    }

    /// Whether that is orders of magnitude slower than others.
    public boolean isReference() {
        return implementation.isReference(problem.kind());
    }

    /// The implementations that were not taken: from the implementation's name to the defect's id.
    public Map<String, String> passedOver() {
        return passedOver;
    }

    /// The working memory of an execution; null when it needs none.
    public @Nullable MemoryDescriptor scratchpad() {
        return scratchpad;
    }

    /// The bytes of that.
    public long scratchpadSize() {
        return scratchpad == null ? 0 : scratchpad.size();
    }

    /// The tensors that an execution takes.
    public List<Argument> arguments() {
        return arguments;
    }

    /// How many of the arguments every execution names.
    int fixed() {
        return fixed;
    }

    /// What the last of these is called where a primitive may have it or not.
    String optional() {
        return optional;
    }

    /// The input whose memory the result may take where both are described alike; empty where there
    /// is none.
    public String inPlaceSource() {
        return inPlaceSource;
    }

    /// What the tensor at a place of the fixed arguments must be.
    public MemoryDescriptor expected(int index) {
        return arguments.get(index).descriptor();
    }

    /// What the tensor at a place of the fixed arguments must be; null when there is none.
    public @Nullable MemoryDescriptor expectedOptional(int index) {
        return index < fixed ? expected(index) : null;
    }

    /// The tensors that are passed by name at each execution, with what each must be.
    public Map<String, MemoryDescriptor> runtimeArguments() {
        Map<String, MemoryDescriptor> named = new LinkedHashMap<>();
        for (Argument argument : arguments.subList(fixed, arguments.size())) {
            named.put(argument.name(), argument.descriptor());
        }
        return named;
    }

    /// The OpenMP threads it was made for: with more, it would overrun its scratchpad.
    public int threads() {
        return threads;
    }

    /// Tells which tensors must not share memory.
    OverlapCheck overlaps() {
        return overlaps;
    }

    /// Its executions.
    public ExecutionPool executions() {
        return pool;
    }

    /// The native primitive descriptor, which belongs to the primitive: what its backward pass is
    /// made from. Only for who holds the handle.
    public MemorySegment hint() {
        MemorySegment primitive = handle.unchecked();
        return Native.borrow(
                "dnnl_primitive_get_primitive_desc",
                problem.text(),
                out -> onednn_h.dnnl_primitive_get_primitive_desc(primitive, out));
    }

    /// Lets go of the primitive. Executions that are running in other threads finish first. A
    /// second call does nothing.
    @Override
    public void close() {
        pool.close();
        handle.close();
    }

    /// The problem in benchdnn's language and the implementation.
    @Override
    public String toString() {
        return problem.text().get() + " [" + implementation.name() + "]";
    }
}
