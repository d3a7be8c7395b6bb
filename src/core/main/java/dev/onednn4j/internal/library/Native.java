package dev.onednn4j.internal.library;

import dev.onednn4j.OneDnnException;
import dev.onednn4j.Status;
import dev.onednn4j.UnimplementedException;
import dev.onednn4j.capi.onednn_h;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/// How the API calls C: loads the library first, turns a status into an exception, gives an
/// out-parameter its memory.
public final class Native {
    private Native() {}

    public static void check(int status, String function, Supplier<String> problem) {
        if (status == onednn_h.dnnl_success()) {
            return;
        }
        if (status == onednn_h.dnnl_unimplemented()) {
            throw new UnimplementedException(function, problem.get());
        }
        throw new OneDnnException(Status.of(status), function, problem.get());
    }

    /// Calls a function that returns a new object through its first parameter.
    ///
    /// @param owner a [NativeArena], which destroys the object when it is closed
    public static MemorySegment create(
            String function,
            Supplier<String> problem,
            ToIntFunction<MemorySegment> call,
            Arena owner,
            Destroyer destroyer) {
        NativeArena.Owned object = NativeArena.prepare(owner, destroyer);
        check(object.make(call), function, problem);
        return object.segment();
    }

    /// Calls a function that returns an object of the library's through its first parameter.
    public static MemorySegment borrow(
            String function, Supplier<String> problem, ToIntFunction<MemorySegment> call) {
        try (Arena scratch = Arena.ofConfined()) {
            MemorySegment out = scratch.allocate(onednn_h.C_POINTER);
            check(call.applyAsInt(out), function, problem);
            return out.get(onednn_h.C_POINTER, 0);
        }
    }
}
