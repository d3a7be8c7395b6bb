package dev.onednn4j;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// Memory that ends where a page begins which nobody may touch: one byte read or written beyond it
/// ends the process, which should be a child for that reason. Linux alone.
final class GuardPages implements WatchedMemory.Source {
    private static final long PAGE = 4096;
    private static final int READ_AND_WRITE = 3;
    private static final int PRIVATE_AND_ANONYMOUS = 0x22;
    private static final MethodHandle MAP =
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
    private static final MethodHandle PROTECT =
            function(
                    "mprotect",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT,
                            ValueLayout.ADDRESS,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_INT));
    private static final MethodHandle UNMAP =
            function(
                    "munmap",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));

    private static MethodHandle function(String name, FunctionDescriptor descriptor) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
    }

    /// Memory of that size, between two guarded pages as far as pages allow; unmapped with the
    /// arena.
    @Override
    public MemorySegment allocate(long size, Arena arena) {
        long usable = Math.ceilDiv(Math.max(size, 1), PAGE) * PAGE;
        long length = usable + 2 * PAGE;
        try {
            MemorySegment mapped =
                    (MemorySegment)
                            MAP.invokeExact(
                                    MemorySegment.NULL,
                                    length,
                                    READ_AND_WRITE,
                                    PRIVATE_AND_ANONYMOUS,
                                    -1,
                                    0L);
            MemorySegment all = mapped.reinterpret(length, arena, GuardPages::unmap);
            int first = (int) PROTECT.invokeExact(all.asSlice(0, PAGE), PAGE, 0);
            int last = (int) PROTECT.invokeExact(all.asSlice(PAGE + usable), PAGE, 0);
            if (first != 0 || last != 0) {
                throw new AssertionError("mprotect failed");
            }
            return all.asSlice(PAGE + usable - size, size);
        } catch (Throwable failure) {
            throw new AssertionError("no guarded memory of " + size + " bytes", failure);
        }
    }

    private static void unmap(MemorySegment all) {
        try {
            int status = (int) UNMAP.invokeExact(all, all.byteSize());
            if (status != 0) {
                throw new AssertionError("munmap failed");
            }
        } catch (Throwable failure) {
            throw new AssertionError(failure);
        }
    }
}
