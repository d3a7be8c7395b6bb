package dev.onednn4j.internal.library;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/// One native object with its destroy function.
///
/// The object is destroyed when the handle has been closed and nothing that depends on it is left,
/// so the order in which a user closes an engine and its primitives does not matter. Thread safe.
public final class Handle {
    private static final long WAIT_NANOS = 50_000;

    private final String name;
    private final NativeArena arena = NativeArena.ofShared();
    private final MemorySegment segment;
    private final Handle[] needs;
    private boolean closed;
    private int users = 1;

    private Handle(String name, Function<Arena, MemorySegment> make, Handle[] needs) {
        this.name = name;
        this.needs = needs;
        try {
            this.segment = make.apply(arena);
        } catch (RuntimeException | Error failure) {
            arena.close();
            throw failure;
        }
    }

    /// Makes a native object that lives until the handle is closed.
    ///
    /// @param name what the object is called in messages
    /// @param make makes the object, and whatever else shall live and die with it, in an arena that
    ///   is a [NativeArena]. When it throws, the arena is closed
    /// @param needs handles that must outlive the object
    /// @throws IllegalStateException when one of them is closed already
    public static Handle create(String name, Function<Arena, MemorySegment> make, Handle... needs) {
        StackRoom.requireToBuild();
        int retained = 0;
        try {
            while (retained < needs.length) {
                needs[retained].retain();
                retained++;
            }
            return new Handle(name, make, needs);
        } catch (RuntimeException | Error failure) {
            while (retained > 0) {
                retained--;
                needs[retained].release();
            }
            throw failure;
        }
    }

    /// The number of native objects owned by Java code right now, in all threads.
    public static long live() {
        return NativeArena.live();
    }

    /// The native object, for a call made now.
    ///
    /// @throws IllegalStateException when the handle has been closed
    public MemorySegment segment() {
        synchronized (this) {
            if (closed) {
                throw closedException();
            }
        }
        return segment;
    }

    /// The native object for a dependent that has retained this handle, or for who holds it: usable
    /// after [#close()], and free of the liveness check that a call makes for each segment it is
    /// given.
    public MemorySegment unchecked() {
        return MemorySegment.ofAddress(segment.address());
    }

    /// Where the native object is, for who holds the handle.
    public long address() {
        return segment.address();
    }

    /// Keeps the object alive over several calls, even when the handle is closed meanwhile.
    ///
    /// @throws IllegalStateException when the handle has been closed
    public Hold hold() {
        StackRoom.requireToDestroy();
        Hold hold = new Hold(this);
        retain();
        return hold;
    }

    /// Lets go of the object when it is closed, once.
    public record Hold(Handle handle) implements AutoCloseable {
        @Override
        public void close() {
            handle.release();
        }
    }

    private synchronized void retain() {
        if (closed) {
            throw closedException();
        }
        users++;
    }

    private IllegalStateException closedException() {
        return new IllegalStateException(name + " is closed");
    }

    private void release() {
        boolean last;
        synchronized (this) {
            last = --users == 0;
        }
        if (last) {
            try {
                closeArena();
            } finally {
                for (Handle need : needs) {
                    need.release();
                }
            }
        }
    }

    /// Waits for calls that have been given the segment: each holds the arena open until it
    /// returns.
    private void closeArena() {
        while (arena.scope().isAlive()) {
            try {
                arena.close();
            } catch (IllegalStateException inUse) {
                LockSupport.parkNanos(WAIT_NANOS);
            }
        }
    }

    /// Lets go of the object; calls in other threads that use it finish first. A second call does
    /// nothing.
    public void close() {
        StackRoom.requireToDestroy();
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        release();
    }
}
