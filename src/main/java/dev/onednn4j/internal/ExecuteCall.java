package dev.onednn4j.internal;

import dev.onednn4j.capi.onednn_h;

import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// `dnnl_primitive_execute`, called so that the tensors' memory stays alive meanwhile.
///
/// The function finds the tensors behind its `args` array, as raw addresses, which keep nothing
/// alive. But a downcall keeps the arena of every segment it is given open until it returns:
/// another thread that tries to close it fails. So the segments are passed as well, behind the
/// parameters the function declares. In the calling conventions of all 64-bit platforms the caller
/// places arguments and removes them, and a function that declares fewer never looks at the rest.
public final class ExecuteCall {
    /// How many segments are kept alive by one call.
    public static final int KEPT_ALIVE = 4;

    private static final MethodHandle HANDLE =
            Linker.nativeLinker()
                    .downcallHandle(
                            onednn_h.dnnl_primitive_execute$address(),
                            onednn_h.dnnl_primitive_execute$descriptor()
                                    .appendArgumentLayouts(
                                            onednn_h.C_POINTER,
                                            onednn_h.C_POINTER,
                                            onednn_h.C_POINTER,
                                            onednn_h.C_POINTER));

    private ExecuteCall() {}

    /// Executes a primitive.
    ///
    /// @param keptAlive at least [#KEPT_ALIVE] segments; `MemorySegment.NULL` where there is
    ///   nothing
    /// @return the `dnnl_status_t`
    /// @throws IllegalStateException when a segment's arena is closed
    /// @throws WrongThreadException when a segment belongs to another thread
    public static int invoke(
            MemorySegment primitive,
            MemorySegment stream,
            int count,
            MemorySegment args,
            MemorySegment[] keptAlive) {
        try {
            return (int)
                    HANDLE.invokeExact(
                            primitive,
                            stream,
                            count,
                            args,
                            keptAlive[0],
                            keptAlive[1],
                            keptAlive[2],
                            keptAlive[3]);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new AssertionError("a downcall throws nothing checked", impossible);
        }
    }
}
