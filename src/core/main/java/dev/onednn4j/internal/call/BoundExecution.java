package dev.onednn4j.internal.call;

import dev.onednn4j.Tensor;
import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.library.ExecuteCall;
import dev.onednn4j.internal.library.Handle;
import dev.onednn4j.internal.library.Native;
import dev.onednn4j.internal.library.StackRoom;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// A native primitive with its tensors and a scratchpad of its own. Neither [#run()] nor [#set]
/// allocates, on the heap or off it.
///
/// One thread at a time may run it or change its tensors; a second one gets an
/// `IllegalStateException`.
public final class BoundExecution implements AutoCloseable {
    private static final VarHandle IN_USE = inUse();

    private final NativePrimitive primitive;
    private final MemorySegment defaultStream;
    private final BoundTensors tensors;
    private final Threads.Debt debt = new Threads.Debt();

    /// Whether a thread has this, or it has been destroyed. Who has it gives it back by writing the
    /// field: a call could fail at the end of the stack.
    public volatile boolean inUse = true;

    /// Whether this shall be destroyed when no thread has it.
    volatile boolean closed;

    private static VarHandle inUse() {
        try {
            return MethodHandles.lookup()
                    .findVarHandle(BoundExecution.class, "inUse", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(String.valueOf(e.getMessage()), e);
        }
    }

    /// Allocates everything that running needs; no tensor is bound yet. The native primitive lives
    /// at least as long as the execution. The calling thread has it.
    BoundExecution(NativePrimitive primitive) {
        this.primitive = primitive;
        this.defaultStream = primitive.device().stream().unchecked();
        this.tensors = new BoundTensors(primitive);
    }

    /// Runs the primitive on the tensors that are bound; returns when the result is there.
    ///
    /// A primitive runs on as many threads as it was built for: where the calling thread has
    /// another number, this sets it and sets it back, also when it fails.
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
            execute(defaultStream);
        } finally {
            inUse = false;
            if (closed) {
                destroyIfIdle();
            }
        }
    }

    /// Runs the primitive on a stream of the user's; otherwise as [#run()].
    ///
    /// @throws IllegalStateException when the stream is closed, and as for [#run()]
    public void runOn(Handle stream) {
        // The stream counts the calls that it is used in: it must see the end of this one.
        StackRoom.requireToDestroy();
        acquireForUser();
        try {
            execute(stream.segment());
        } finally {
            inUse = false;
            if (closed) {
                destroyIfIdle();
            }
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
            tensors.set(tensors.indexOf(argument), tensor);
        } finally {
            inUse = false;
            if (closed) {
                destroyIfIdle();
            }
        }
    }

    /// The tensors that are bound. Only for a thread that has this.
    BoundTensors tensors() {
        return tensors;
    }

    /// Runs on what is bound. Only for a thread that has this.
    void execute() {
        execute(defaultStream);
    }

    private void execute(MemorySegment stream) {
        tensors.requireApart();
        int threads = Threads.get();
        int status;
        try {
            status =
                    threads == primitive.threads()
                            ? ExecuteCall.invoke(
                                    tensors.primitiveAddress,
                                    stream,
                                    tensors.count,
                                    tensors.address,
                                    tensors.segments)
                            : callOnOwnThreads(stream, threads);
        } catch (IllegalStateException | WrongThreadException dead) {
            throw tensors.explain(dead);
        }
        if (status != onednn_h.dnnl_success()) {
            Native.check(status, "dnnl_primitive_execute", primitive.problem());
        }
    }

    /// Calls with the primitive's own number of threads: with more it would overrun its scratchpad.
    /// Nothing here may let a virtual thread leave the thread that carries it, whose number this
    /// is; so nothing is loaded or linked, which could wait for a lock.
    private int callOnOwnThreads(MemorySegment stream, int before) {
        debt.thread = Thread.currentThread();
        debt.threads = before;
        Threads.set(primitive.threads());
        boolean restored = false;
        try {
            return ExecuteCall.invoke(
                    tensors.primitiveAddress,
                    stream,
                    tensors.count,
                    tensors.address,
                    tensors.segments);
        } finally {
            try {
                Threads.set(before);
                restored = true;
            } finally {
                if (!restored) {
                    // No call is possible at the end of the stack.
                    Threads.unpaid = debt;
                }
            }
        }
    }

    /// Takes it for the calling thread, unless another has it or it is closed.
    public boolean tryAcquire() {
        if (!IN_USE.compareAndSet(this, false, true)) {
            return false;
        }
        if (closed) {
            inUse = false;
            destroyIfIdle();
            return false;
        }
        return true;
    }

    private void acquireForUser() {
        if (!tryAcquire()) {
            throw new IllegalStateException(
                    closed
                            ? "the execution is closed"
                            : "the execution is in use by another thread: bind one for each"
                                    + " thread");
        }
    }

    /// Destroys it unless a thread has it, which will do so itself.
    void destroyIfIdle() {
        if (IN_USE.compareAndSet(this, false, true)) {
            boolean destroyed = false;
            try {
                tensors.close();
                destroyed = true;
            } finally {
                if (!destroyed) {
                    inUse = false;
                }
            }
        }
    }

    /// Lets go of the execution; a run in another thread finishes first. A second call does
    /// nothing.
    @Override
    public void close() {
        closed = true;
        destroyIfIdle();
    }
}
