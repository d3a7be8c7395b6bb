package dev.onednn4j;

import dev.onednn4j.capi.dnnl_exec_arg_t;
import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.ExecuteCall;
import dev.onednn4j.internal.Handle;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// A primitive with its tensors and a scratchpad of its own, ready to run again and again: the
/// cheapest way to call oneDNN. Neither [#run()] nor [#set] allocates, on the heap or off it.
///
/// One thread at a time may run it or change its tensors; a second one gets an
/// `IllegalStateException`. Threads that work at once each bind their own.
public final class Execution implements AutoCloseable {
    private static final Consumer<MemorySegment> DESTROY_MEMORY =
            Native.destroyer("dnnl_memory_destroy", onednn_h::dnnl_memory_destroy);

    private static final int IDLE = 0;
    private static final int ACQUIRED = 1;
    private static final int CLOSING = 2;
    private static final int CLOSED = 3;

    private final Primitive primitive;
    private final List<Argument> arguments;
    private final Handle handle;
    // The handle and the primitive's cannot be closed while the state says that a thread runs this.
    private final long argsAddress;
    private final long primitiveAddress;
    private final int argCount;
    private final MemorySegment streamSegment;

    private final MemorySegment[] memories;
    private final MemorySegment[] segments;
    private final long[] addresses;
    private final @Nullable MemoryDescriptor[] accepted;
    private boolean moved = true;
    private final AtomicInteger state = new AtomicInteger(IDLE);

    /// Allocates everything that running needs; no tensor is bound yet. The native primitive lives
    /// at least as long as the execution.
    Execution(Primitive primitive) {
        this.primitive = primitive;
        this.arguments = primitive.arguments();
        int count = arguments.size();
        this.memories = new MemorySegment[count];
        this.segments = ExecuteCall.keptAlive(count);
        this.addresses = new long[count];
        this.accepted = new MemoryDescriptor[count];
        this.argCount = primitive.scratchpadSize() > 0 ? count + 1 : count;
        this.handle = Handle.create("the execution", this::allocate, primitive.handle());
        this.argsAddress = handle.segment().address();
        this.primitiveAddress = primitive.handle().segment().address();
        this.streamSegment = primitive.engine().defaultStream().handle().unchecked();
    }

    private MemorySegment allocate(Arena arena) {
        MemorySegment array = dnnl_exec_arg_t.allocateArray(argCount, arena);
        for (int i = 0; i < memories.length; i++) {
            Argument argument = arguments.get(i);
            memories[i] = memory(arena, argument.descriptor(), MemorySegment.NULL);
            put(array, i, argument.id(), memories[i]);
        }
        if (argCount > memories.length) {
            MemoryDescriptor scratchpad = Objects.requireNonNull(primitive.scratchpad());
            MemorySegment working = Tensor.allocate(arena, scratchpad).segment();
            put(
                    array,
                    memories.length,
                    onednn_h.DNNL_ARG_SCRATCHPAD(),
                    memory(arena, scratchpad, working));
        }
        return array;
    }

    private MemorySegment memory(Arena arena, MemoryDescriptor descriptor, MemorySegment data) {
        try (Arena scratch = Arena.ofConfined()) {
            MemorySegment nativeDescriptor = descriptor.toNative(scratch);
            MemorySegment engine = primitive.engine().handle().unchecked();
            return Handle.adopt(
                    Native.create(
                            "dnnl_memory_create",
                            descriptor::toString,
                            out ->
                                    onednn_h.dnnl_memory_create(
                                            out, nativeDescriptor, engine, data)),
                    arena,
                    DESTROY_MEMORY);
        }
    }

    private static void put(MemorySegment array, int index, int id, MemorySegment memory) {
        MemorySegment element = dnnl_exec_arg_t.asSlice(array, index);
        dnnl_exec_arg_t.arg(element, id);
        dnnl_exec_arg_t.memory(element, memory);
    }

    /// Runs the primitive on the tensors that are bound; returns when the result is there.
    ///
    /// @throws IllegalArgumentException when a result overlaps another tensor that is bound, and
    ///   the primitive does not work in place on the two; nothing has been computed then
    /// @throws IllegalStateException when the execution is closed or in use by another thread, or
    ///   the arena of a tensor is closed
    /// @throws WrongThreadException when a tensor's arena is confined to another thread
    /// @throws OneDnnException when oneDNN fails
    public void run() {
        acquireForUser();
        try {
            execute(streamSegment);
        } finally {
            free();
        }
    }

    /// Runs the primitive on a stream of the user's; otherwise as [#run()].
    public void runOn(Stream stream) {
        acquireForUser();
        try {
            execute(stream.handle().segment());
        } finally {
            free();
        }
    }

    /// Binds another tensor, of the same description, in place of one. Whether a result overlaps
    /// another tensor is checked when this runs, so that two tensors can change places.
    ///
    /// @param argument oneDNN's word for it: `src`, `weights`, `bias`, `dst`, `diff_src`…, or the
    ///   name of a runtime argument
    /// @throws IllegalArgumentException when the primitive has no such argument, or the tensor is
    ///   not what it expects; the tensor bound before stays
    public void set(String argument, Tensor tensor) {
        acquireForUser();
        try {
            set(indexOf(argument), tensor);
        } finally {
            free();
        }
    }

    private int indexOf(String name) {
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException(
                "argument: expected one of "
                        + arguments.stream().map(Argument::name).toList()
                        + ", got '"
                        + name
                        + "'");
    }

    /// Binds a tensor to an argument, by its place. Only for a thread that has acquired this. The
    /// descriptor object that was accepted last is not compared again: on the hot path it is the
    /// same.
    @SuppressWarnings("ReferenceEquality")
    void set(int index, @Nullable Tensor tensor) {
        Argument argument = arguments.get(index);
        if (tensor == null) {
            throw new NullPointerException(
                    argument.name() + ": expected " + argument.descriptor() + ", got null");
        }
        MemoryDescriptor descriptor = tensor.descriptor();
        MemorySegment segment = tensor.segment();
        if (accepted[index] != descriptor && !argument.descriptor().equals(descriptor)) {
            throw new IllegalArgumentException(
                    argument.name()
                            + ": "
                            + DescriptorDifference.text(argument.descriptor(), descriptor));
        }
        if (argument.written() && segment.isReadOnly()) {
            throw new IllegalArgumentException(
                    argument.name() + ": expected memory that can be written, got a read-only one");
        }
        long address = segment.address();
        if (addresses[index] != address) {
            moved = true;
            bind(index, segment);
            addresses[index] = address;
        }
        accepted[index] = descriptor;
        segments[index] = segment;
    }

    private void bind(int index, MemorySegment segment) {
        int status;
        try {
            status = onednn_h.dnnl_memory_set_data_handle(memories[index], segment);
        } catch (IllegalStateException | WrongThreadException dead) {
            RuntimeException named = named(index, segment);
            throw named == null ? dead : named;
        }
        if (status != onednn_h.dnnl_success()) {
            Native.check(status, "dnnl_memory_set_data_handle", primitive.problem());
        }
    }

    /// Checks that no result overlaps another tensor, where one has moved since the last time. Only
    /// for a thread that has acquired this.
    void requireApart() {
        if (moved) {
            primitive.overlaps().require(addresses);
            moved = false;
        }
    }

    /// Runs on what is bound. Only for a thread that has acquired this.
    void execute() {
        execute(streamSegment);
    }

    void execute(MemorySegment stream) {
        requireApart();
        int threads = Threads.get();
        if (threads == primitive.threads()) {
            call(stream);
            return;
        }
        Threads.set(primitive.threads());
        try {
            call(stream);
        } finally {
            Threads.set(threads);
        }
    }

    private void call(MemorySegment stream) {
        int status;
        try {
            status = ExecuteCall.invoke(primitiveAddress, stream, argCount, argsAddress, segments);
        } catch (IllegalStateException | WrongThreadException dead) {
            throw explain(dead);
        }
        if (status != onednn_h.dnnl_success()) {
            Native.check(status, "dnnl_primitive_execute", primitive.problem());
        }
    }

    /// Names the argument where the JDK only says that some arena is closed.
    private RuntimeException explain(RuntimeException dead) {
        for (int i = 0; i < memories.length; i++) {
            RuntimeException named = named(i, segments[i]);
            if (named != null) {
                named.initCause(dead);
                return named;
            }
        }
        return dead;
    }

    private @Nullable RuntimeException named(int index, MemorySegment segment) {
        String name = arguments.get(index).name();
        if (!segment.scope().isAlive()) {
            return new IllegalStateException(name + ": the arena of its memory is closed");
        }
        if (!segment.isAccessibleBy(Thread.currentThread())) {
            return new WrongThreadException(
                    name
                            + ": its memory is confined to another thread than "
                            + Thread.currentThread().getName()
                            + "; allocate it from Arena.ofShared()");
        }
        return null;
    }

    boolean tryAcquire() {
        return state.compareAndSet(IDLE, ACQUIRED);
    }

    private void acquireForUser() {
        if (tryAcquire()) {
            return;
        }
        if (state.get() == ACQUIRED) {
            throw new IllegalStateException(
                    "the execution is in use by another thread: bind one for each thread");
        }
        throw new IllegalStateException("the execution is closed");
    }

    /// Gives an execution of the pool back, without the tensors it was used on.
    void release() {
        Arrays.fill(segments, MemorySegment.NULL);
        free();
    }

    private void free() {
        if (!state.compareAndSet(ACQUIRED, IDLE)) {
            state.set(CLOSED);
            handle.close();
        }
    }

    /// Lets go of the execution; a run in another thread finishes first. A second call does
    /// nothing.
    @Override
    public void close() {
        while (true) {
            int now = state.get();
            if (now == CLOSING || now == CLOSED) {
                return;
            }
            if (now == ACQUIRED && state.compareAndSet(ACQUIRED, CLOSING)) {
                return;
            }
            if (now == IDLE && state.compareAndSet(IDLE, CLOSED)) {
                handle.close();
                return;
            }
        }
    }
}
