package dev.onednn4j.fuzz.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;

/// Pieces of memory, each between two pages that nobody may touch: one byte read or written beyond
/// a page ends the process. The pieces are handed out again and again, since mapping takes time.
///
/// Where the system has no `mmap` as Linux has it, pieces have margins alone.
///
/// One thread at a time takes pieces.
public final class GuardedMemory implements AutoCloseable {
    /// The bytes around a tensor that are watched.
    public static final long MARGIN = 256;

    private static final long PAGE = 4096;
    private static final long USUAL = 1 << 20;
    private static final int READ_AND_WRITE = 3;
    private static final int PRIVATE_AND_ANONYMOUS = 0x22;

    private final Arena arena;
    private final List<MemorySegment> pieces = new ArrayList<>();
    private Arena larger = Arena.ofConfined();
    private int handedOut;

    /// Pieces that one thread uses.
    @SuppressWarnings("MustBeClosed") // closed with this
    public GuardedMemory() {
        this(Arena.ofConfined());
    }

    /// @param arena whose threads may use the pieces; closed with this
    public GuardedMemory(Arena arena) {
        this.arena = arena;
    }

    /// Memory for a tensor.
    ///
    /// @param all the whole piece between the guarded pages
    /// @param own the tensor's own part of it
    public record Piece(MemorySegment all, MemorySegment own) {
        /// What is watched: the tensor's part with margins, as far as they do not reach a page.
        MemorySegment watched() {
            long start = own.address() - all.address();
            long from = Math.max(0, start - MARGIN);
            long to = Math.min(all.byteSize(), start + own.byteSize() + MARGIN);
            return all.asSlice(from, to - from);
        }
    }

    /// Takes all pieces back.
    @SuppressWarnings("MustBeClosed") // The next reset closes it, or close().
    public void reset() {
        handedOut = 0;
        larger.close();
        larger = Arena.ofConfined();
    }

    /// A piece of that size.
    ///
    /// @param atEnd whether it ends where the guarded page begins; otherwise it begins where the
    ///   other one ends
    /// @param alignment of its address, where it is not at the end
    public Piece take(long size, boolean atEnd, long alignment) {
        MemorySegment all = size <= USUAL ? usual() : large(size);
        long start = atEnd ? all.byteSize() - size : 0;
        return new Piece(all, all.asSlice(start - start % alignment, size));
    }

    private MemorySegment usual() {
        if (handedOut == pieces.size()) {
            pieces.add(map(USUAL, arena));
        }
        return pieces.get(handedOut++);
    }

    private MemorySegment large(long size) {
        return map(Math.ceilDiv(size, PAGE) * PAGE, larger);
    }

    private static MemorySegment map(long usable, Arena owner) {
        if (!Native.AVAILABLE) {
            return owner.allocate(usable, PAGE);
        }
        long length = usable + 2 * PAGE;
        try {
            MemorySegment mapped =
                    (MemorySegment)
                            Native.MAP.invokeExact(
                                    MemorySegment.NULL,
                                    length,
                                    READ_AND_WRITE,
                                    PRIVATE_AND_ANONYMOUS,
                                    -1,
                                    0L);
            MemorySegment all = mapped.reinterpret(length, owner, GuardedMemory::unmap);
            int first = (int) Native.PROTECT.invokeExact(all.asSlice(0, PAGE), PAGE, 0);
            int last = (int) Native.PROTECT.invokeExact(all.asSlice(PAGE + usable), PAGE, 0);
            if (first != 0 || last != 0) {
                throw new IllegalStateException("mprotect failed");
            }
            return all.asSlice(PAGE, usable);
        } catch (Throwable failure) {
            throw new IllegalStateException("no guarded memory of " + usable + " bytes", failure);
        }
    }

    private static void unmap(MemorySegment all) {
        try {
            int status = (int) Native.UNMAP.invokeExact(all, all.byteSize());
            if (status != 0) {
                throw new IllegalStateException("munmap failed");
            }
        } catch (Throwable failure) {
            throw new IllegalStateException("munmap failed", failure);
        }
    }

    @Override
    public void close() {
        larger.close();
        arena.close();
    }

    /// Functions of the C library, looked up on first use.
    private static final class Native {
        static final boolean AVAILABLE = System.getProperty("os.name", "").equals("Linux");
        static final MethodHandle MAP =
                function(
                        "mmap",
                        FunctionDescriptor.of(
                                ValueLayout.ADDRESS,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_LONG));
        static final MethodHandle PROTECT =
                function(
                        "mprotect",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_INT));
        static final MethodHandle UNMAP =
                function(
                        "munmap",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));

        private static MethodHandle function(String name, FunctionDescriptor descriptor) {
            Linker linker = Linker.nativeLinker();
            return linker.defaultLookup()
                    .find(name)
                    .map(address -> linker.downcallHandle(address, descriptor))
                    .orElseGet(
                            () -> java.lang.invoke.MethodHandles.empty(descriptor.toMethodType()));
        }
    }
}
