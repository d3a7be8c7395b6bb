package dev.onednn4j.internal.library;

import dev.onednn4j.capi.onednn_h;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.function.Supplier;

/// A C function that destroys an object, `dnnl_*_destroy`.
///
/// It takes the object as a bare address, so that a call allocates nothing on the heap: an object
/// must also be destroyed when the heap is full.
///
/// Thread safe.
public final class Destroyer {
    private static final long NOTHING = 0;

    /// After 127 calls a JVM makes code for one method handle alone, which needs memory.
    private static final int CALLS_UNTIL_SPECIALIZED = 200;

    private final String function;
    private final Supplier<MemorySegment> address;
    private volatile @Nullable MethodHandle handle;

    /// @param function its name
    /// @param address where it is, asked for when the library has been loaded
    public Destroyer(String function, Supplier<MemorySegment> address) {
        this.function = function;
        this.address = address;
    }

    /// Makes those calls that need memory, because they link the function or make code for it:
    /// before there is an object.
    void prepare() {
        if (handle == null) {
            MethodHandle linked =
                    Linker.nativeLinker()
                            .downcallHandle(
                                    address.get(),
                                    FunctionDescriptor.of(
                                            // All supported platforms pass a pointer as they pass
                                            // an integer of its size.
                                            onednn_h.C_INT, onednn_h.C_LONG_LONG));
            // All of these functions take C's null, and do nothing.
            for (int i = 0; i < CALLS_UNTIL_SPECIALIZED; i++) {
                destroy(linked, NOTHING);
            }
            handle = linked;
        }
    }

    /// Destroys an object. Only after [#prepare].
    void destroy(long object) {
        MethodHandle linked = handle;
        if (linked == null) {
            throw new IllegalStateException(function + " has not been linked");
        }
        destroy(linked, object);
    }

    private void destroy(MethodHandle linked, long object) {
        int status;
        try {
            status = (int) linked.invokeExact(object);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new AssertionError("a downcall throws nothing checked", impossible);
        }
        if (status != onednn_h.dnnl_success()) {
            throw new AssertionError(function + " returned " + status);
        }
    }
}
