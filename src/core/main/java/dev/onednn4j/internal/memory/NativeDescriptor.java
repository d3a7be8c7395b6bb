package dev.onednn4j.internal.memory;

import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.library.Destroyer;
import dev.onednn4j.internal.library.Native;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/// Makes native primitive descriptors and asks them: `dnnl_primitive_desc_t`.
public final class NativeDescriptor {
    private static final Destroyer DESTROY =
            new Destroyer(
                    "dnnl_primitive_desc_destroy", onednn_h::dnnl_primitive_desc_destroy$address);

    private NativeDescriptor() {}

    /// Makes a native primitive descriptor that lives as long as the arena.
    public static MemorySegment describe(
            String function,
            Supplier<String> problem,
            Arena scratch,
            ToIntFunction<MemorySegment> call) {
        return Native.create(function, problem, call, scratch, DESTROY);
    }

    /// Moves a primitive descriptor on to the next implementation that can do the same.
    ///
    /// @return whether there is one
    public static boolean nextImplementation(MemorySegment descriptor, Supplier<String> problem) {
        int status = onednn_h.dnnl_primitive_desc_next_impl(descriptor);
        if (status == onednn_h.dnnl_last_impl_reached()) {
            return false;
        }
        Native.check(status, "dnnl_primitive_desc_next_impl", problem);
        return true;
    }

    /// The memory descriptor that a primitive descriptor chose; null when it has none.
    public static @Nullable MemoryDescriptor memory(MemorySegment descriptor, int what, int index) {
        MemorySegment borrowed = onednn_h.dnnl_primitive_desc_query_md(descriptor, what, index);
        return borrowed.equals(MemorySegment.NULL) ? null : Layouts.read(borrowed);
    }

    /// The memory descriptor that a primitive descriptor chose for an argument's number; null when
    /// it has no such argument.
    public static @Nullable MemoryDescriptor argument(MemorySegment descriptor, int id) {
        return memory(descriptor, onednn_h.dnnl_query_exec_arg_md(), id);
    }

    public static String implementation(MemorySegment descriptor) {
        try (Arena scratch = Arena.ofConfined()) {
            MemorySegment out = scratch.allocate(onednn_h.C_POINTER);
            Native.check(
                    onednn_h.dnnl_primitive_desc_query(
                            descriptor, onednn_h.dnnl_query_impl_info_str(), 0, out),
                    "dnnl_primitive_desc_query",
                    () -> "the implementation's name");
            return out.get(onednn_h.C_POINTER, 0).getString(0);
        }
    }
}
