package dev.onednn4j.internal.library;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToIntFunction;

/// An arena that destroys native objects as well as it frees memory: first it closes its memory,
/// which fails while a call uses it, then it destroys the objects, the youngest first.
///
/// Nothing is lost where the stack or the heap ends. Before an object is made there is room to note
/// it down, and neither noting it down nor destroying it allocates anything.
///
/// Objects are made by one thread at a time.
public final class NativeArena implements Arena {
    private static final AtomicLong LIVE = new AtomicLong();

    private final Arena memory;
    private @Nullable Owned youngest;

    private NativeArena(Arena memory) {
        this.memory = memory;
    }

    /// For objects that the calling thread uses and destroys.
    @SuppressWarnings("MustBeClosed") // Who gets it closes it.
    public static NativeArena ofConfined() {
        StackRoom.requireToDestroy();
        return new NativeArena(Arena.ofConfined());
    }

    /// For objects that any thread may use and destroy.
    @SuppressWarnings("MustBeClosed") // Who gets it closes it.
    static NativeArena ofShared() {
        StackRoom.requireToDestroy();
        return new NativeArena(Arena.ofShared());
    }

    /// An object, or the place where one will be.
    public static final class Owned {
        private final NativeArena arena;
        private final Destroyer destroyer;
        private final @Nullable Owned older;
        private final MemorySegment place;
        private long address;

        private Owned(NativeArena arena, Destroyer destroyer) {
            this.arena = arena;
            this.destroyer = destroyer;
            this.older = arena.youngest;
            this.place = arena.memory.allocate(ValueLayout.ADDRESS);
            // Also lets the first reading, which needs memory, happen before there is an object.
            this.address = read();
        }

        private long read() {
            return place.get(ValueLayout.JAVA_LONG, 0);
        }

        /// Calls a function that makes the object and returns it through its first parameter.
        ///
        /// @return the `dnnl_status_t`
        public int make(ToIntFunction<MemorySegment> call) {
            try {
                return call.applyAsInt(place);
            } finally {
                address = read();
                if (address != 0) {
                    LIVE.incrementAndGet();
                }
            }
        }

        /// The object, alive as long as the arena is.
        public MemorySegment segment() {
            return MemorySegment.ofAddress(address).reinterpret(arena, null);
        }

        private void destroy() {
            if (address != 0) {
                long dead = address;
                address = 0;
                LIVE.decrementAndGet();
                destroyer.destroy(dead);
            }
        }
    }

    /// Makes room for an object, which belongs to the arena as soon as it exists.
    ///
    /// @param arena a `NativeArena`
    public static Owned prepare(Arena arena, Destroyer destroyer) {
        if (!(arena instanceof NativeArena own)) {
            throw new IllegalArgumentException(
                    "arena: expected one that destroys native objects, got " + arena);
        }
        destroyer.prepare();
        Owned object = new Owned(own, destroyer);
        own.youngest = object;
        return object;
    }

    /// The number of native objects that Java code owns right now, in all threads.
    static long live() {
        return LIVE.get();
    }

    @Override
    public MemorySegment allocate(long byteSize, long byteAlignment) {
        return memory.allocate(byteSize, byteAlignment);
    }

    @Override
    public MemorySegment.Scope scope() {
        return memory.scope();
    }

    /// Frees the memory and destroys the objects.
    ///
    /// @throws IllegalStateException while a call uses the memory; nothing has happened then
    @Override
    public void close() {
        try {
            memory.close();
        } finally {
            if (!memory.scope().isAlive()) {
                destroy();
            }
        }
    }

    private void destroy() {
        Owned next = youngest;
        while (next != null) {
            youngest = next.older;
            next.destroy();
            next = youngest;
        }
    }
}
