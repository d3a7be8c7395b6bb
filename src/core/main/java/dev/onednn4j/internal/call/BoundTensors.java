package dev.onednn4j.internal.call;

import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Tensor;
import dev.onednn4j.capi.dnnl_exec_arg_t;
import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.library.Destroyer;
import dev.onednn4j.internal.library.ExecuteCall;
import dev.onednn4j.internal.library.Handle;
import dev.onednn4j.internal.library.Native;
import dev.onednn4j.internal.library.NativeArena;
import dev.onednn4j.internal.memory.Argument;
import dev.onednn4j.internal.memory.DescriptorDifference;
import dev.onednn4j.internal.memory.DescriptorParts;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// The tensors of an [BoundExecution], and its native side: a `dnnl_memory_t` for each, a
/// scratchpad, and the array of `dnnl_exec_arg_t` that names them.
///
/// Used by one thread at a time, and not after [#close], which nothing checks.
public final class BoundTensors {
    private static final Destroyer DESTROY_MEMORY =
            new Destroyer("dnnl_memory_destroy", onednn_h::dnnl_memory_destroy$address);

    /// The address of a tensor whose binding was cut short.
    private static final long UNKNOWN = -1;

    private final NativePrimitive primitive;
    private final List<Argument> arguments;
    private final MemorySegment[] memories;
    final int count;
    private final Handle handle;
    // The objects at these two are not destroyed while a thread uses this.
    final long address;
    final long primitiveAddress;

    final MemorySegment[] segments;
    private final long[] addresses;
    private final @Nullable MemoryDescriptor[] accepted;

    /// Whether a tensor has another address than when overlaps were looked for.
    private boolean moved = true;

    /// Allocates everything; no tensor has a place yet. The native primitive lives at least as
    /// long.
    public BoundTensors(NativePrimitive primitive) {
        this.primitive = primitive;
        this.arguments = primitive.arguments();
        int tensors = arguments.size();
        this.segments = ExecuteCall.keptAlive(tensors);
        this.addresses = new long[tensors];
        this.accepted = new MemoryDescriptor[tensors];
        this.primitiveAddress = primitive.handle().address();
        this.memories = new MemorySegment[tensors];
        this.count = primitive.scratchpadSize() > 0 ? tensors + 1 : tensors;
        // Nothing that follows could fail and leave the native objects behind.
        this.handle = Handle.create("the execution", this::allocate, primitive.handle());
        this.address = handle.address();
    }

    private MemorySegment allocate(Arena arena) {
        MemorySegment array = dnnl_exec_arg_t.allocateArray(count, arena);
        for (int i = 0; i < memories.length; i++) {
            Argument argument = arguments.get(i);
            MemorySegment memory = memory(arena, argument.descriptor(), MemorySegment.NULL);
            // The bare address, without the check that it is alive: whoever binds a tensor has the
            // execution.
            memories[i] = MemorySegment.ofAddress(memory.address());
            put(array, i, argument.id(), memory);
        }
        if (count > memories.length) {
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
        try (Arena scratch = NativeArena.ofConfined()) {
            MemorySegment nativeDescriptor = DescriptorParts.toNative(descriptor, scratch);
            MemorySegment engine = primitive.device().engine().unchecked();
            return Native.create(
                    "dnnl_memory_create",
                    descriptor::toString,
                    out -> onednn_h.dnnl_memory_create(out, nativeDescriptor, engine, data),
                    arena,
                    DESTROY_MEMORY);
        }
    }

    private static void put(MemorySegment array, int index, int id, MemorySegment memory) {
        MemorySegment element = dnnl_exec_arg_t.asSlice(array, index);
        dnnl_exec_arg_t.arg(element, id);
        dnnl_exec_arg_t.memory(element, memory);
    }

    /// The place of an argument.
    ///
    /// @throws IllegalArgumentException when the primitive has no such argument
    public int indexOf(@Nullable String name) {
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i).name().equals(name)) {
                return i;
            }
        }
        String text =
                "argument: expected one of "
                        + arguments.stream().map(Argument::name).toList()
                        + ", got ";
        if (name == null) {
            throw new NullPointerException(text + "null");
        }
        throw new IllegalArgumentException(text + "'" + name + "'");
    }

    /// Binds a tensor to an argument, by its place. The descriptor object that was accepted last is
    /// not compared again: on the hot path it is the same.
    @SuppressWarnings("ReferenceEquality")
    public void set(int index, @Nullable Tensor tensor) {
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
        if (addresses[index] != segment.address()) {
            move(index, segment);
        }
        accepted[index] = descriptor;
        segments[index] = segment;
    }

    /// Until the native side is known to have the new address, none is noted down: at the end of
    /// the stack this may stop anywhere.
    private void move(int index, MemorySegment segment) {
        long address = segment.address();
        moved = true;
        addresses[index] = UNKNOWN;
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
        addresses[index] = address;
    }

    /// Checks that no result overlaps another tensor, where one has moved since the last time.
    public void requireApart() {
        if (!moved) {
            return;
        }
        for (int i = 0; i < addresses.length; i++) {
            if (addresses[i] == UNKNOWN) {
                move(i, segments[i]);
            }
        }
        primitive.overlaps().require(addresses);
        moved = false;
    }

    /// Names the argument where the JDK only says that some arena is closed.
    public RuntimeException explain(RuntimeException dead) {
        for (int i = 0; i < addresses.length; i++) {
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

    /// Lets go of the tensors, whose places the native side keeps.
    void forget() {
        Arrays.fill(segments, MemorySegment.NULL);
    }

    /// Destroys it all. A second call does nothing.
    public void close() {
        handle.close();
    }
}
