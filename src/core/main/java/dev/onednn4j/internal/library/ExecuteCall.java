package dev.onednn4j.internal.library;

import dev.onednn4j.capi.onednn_h;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// `dnnl_primitive_execute`, called so that the tensors' memory stays alive meanwhile.
///
/// The function finds the tensors behind its `args` array, as raw addresses, which keep nothing
/// alive. But a downcall keeps the arena of every segment it is given open until it returns:
/// another thread that tries to close it fails. So the segments are passed as well, behind the
/// parameters the function declares. In the calling conventions of all 64-bit platforms the caller
/// places arguments and removes them, and a function that declares fewer never looks at the rest.
///
/// What keeps a segment alive takes time, and a convolution can be as short as half a microsecond.
/// So the primitive and its arguments, which the caller keeps alive itself, are passed as bare
/// addresses.
public final class ExecuteCall {
    private static final int FEW = 4;
    private static final int SOME = 16;

    /// The most tensors of one execution: 32 post-operations with two each, and what a convolution
    /// has besides.
    public static final int MANY = 80;

    private static final int PRIMITIVE = 0;
    private static final int ARGS = 3;

    private static final MethodHandle WITH_FEW = handle(FEW);
    private static final MethodHandle WITH_SOME = handle(SOME);
    private static final MethodHandle WITH_MANY = handle(MANY);

    private ExecuteCall() {}

    private static MethodHandle handle(int keptAlive) {
        FunctionDescriptor declared = onednn_h.dnnl_primitive_execute$descriptor();
        List<MemoryLayout> layouts = new ArrayList<>(declared.argumentLayouts());
        // All supported platforms pass a pointer as they pass an integer of its size.
        layouts.set(PRIMITIVE, onednn_h.C_LONG_LONG);
        layouts.set(ARGS, onednn_h.C_LONG_LONG);
        layouts.addAll(Collections.nCopies(keptAlive, onednn_h.C_POINTER));
        return Linker.nativeLinker()
                .downcallHandle(
                        onednn_h.dnnl_primitive_execute$address(),
                        FunctionDescriptor.of(
                                declared.returnLayout().orElseThrow(),
                                layouts.toArray(MemoryLayout[]::new)))
                .asSpreader(MemorySegment[].class, keptAlive);
    }

    /// An array for so many segments, of a length that [#invoke] takes, full of
    /// `MemorySegment.NULL`.
    ///
    /// @throws IllegalArgumentException when there are more than one call can keep alive
    public static MemorySegment[] keptAlive(int count) {
        if (count > MANY) {
            throw new IllegalArgumentException(
                    "expected at most " + MANY + " tensors for one execution, got " + count);
        }
        MemorySegment[] segments =
                new MemorySegment[count <= FEW ? FEW : count <= SOME ? SOME : MANY];
        Arrays.fill(segments, MemorySegment.NULL);
        return segments;
    }

    /// Executes a primitive.
    ///
    /// @param primitive its address; it must not be destroyed before this returns
    /// @param args the address of the arguments, which must not be freed before this returns
    /// @param keptAlive an array made by [#keptAlive(int)]
    /// @return the `dnnl_status_t`
    /// @throws IllegalStateException when a segment's arena is closed
    /// @throws WrongThreadException when a segment belongs to another thread
    public static int invoke(
            long primitive, MemorySegment stream, int count, long args, MemorySegment[] keptAlive) {
        try {
            return switch (keptAlive.length) {
                case FEW -> (int) WITH_FEW.invokeExact(primitive, stream, count, args, keptAlive);
                case SOME -> (int) WITH_SOME.invokeExact(primitive, stream, count, args, keptAlive);
                default -> (int) WITH_MANY.invokeExact(primitive, stream, count, args, keptAlive);
            };
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new AssertionError("a downcall throws nothing checked", impossible);
        }
    }
}
