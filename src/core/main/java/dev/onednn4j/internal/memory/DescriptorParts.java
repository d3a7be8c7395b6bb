package dev.onednn4j.internal.memory;

import dev.onednn4j.DataType;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.library.Native;
import dev.onednn4j.internal.library.NativeArena;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.util.Objects;

/// What a [MemoryDescriptor] consists of. Users do not see it; the packages below the API do.
/// Arrays are shared, never changed.
///
/// @param blocking null where the layout is open, or where oneDNN does not tell it
/// @param any whether the layout is still to be chosen
/// @param size the bytes from the start of the memory up to the last element
/// @param compensated whether sums over the weights lie behind the elements, which int8 kernels
///   read; they are written by the reorder that packs the weights
/// @param blob the descriptor in the library's own bytes
public record DescriptorParts(
        DataType dataType,
        long[] dims,
        @Nullable Blocking blocking,
        boolean any,
        long size,
        boolean compensated,
        byte[] blob) {
    private static volatile @Nullable Access access;

    /// The way between a descriptor and its parts, which [MemoryDescriptor] provides.
    public interface Access {
        /// The parts of a descriptor.
        DescriptorParts parts(MemoryDescriptor descriptor);

        /// A descriptor of these parts.
        MemoryDescriptor descriptor(DescriptorParts parts);
    }

    /// Only for [MemoryDescriptor], which calls it when its class is initialized.
    public static void provide(Access provided) {
        access = provided;
    }

    private static Access access() {
        Access provided = access;
        if (provided == null) {
            try {
                MethodHandles.lookup().ensureInitialized(MemoryDescriptor.class);
            } catch (IllegalAccessException impossible) {
                throw new AssertionError(impossible);
            }
            provided = Objects.requireNonNull(access);
        }
        return provided;
    }

    /// The parts of a descriptor.
    public static DescriptorParts of(MemoryDescriptor descriptor) {
        return access().parts(descriptor);
    }

    /// The descriptor of these parts.
    public MemoryDescriptor descriptor() {
        return access().descriptor(this);
    }

    /// How the elements of a descriptor lie.
    ///
    /// @throws IllegalStateException when the layout is `any` or opaque
    public static Blocking blocking(MemoryDescriptor descriptor) {
        Blocking blocking = of(descriptor).blocking;
        if (blocking == null) {
            throw new IllegalStateException(
                    "the layout of " + descriptor + " has no strides: it is not known");
        }
        return blocking;
    }

    /// The native descriptor, for as long as the arena lives, which must be a [NativeArena].
    public static MemorySegment toNative(MemoryDescriptor descriptor, Arena arena) {
        MemorySegment bytes = arena.allocateFrom(onednn_h.C_CHAR, of(descriptor).blob);
        return Native.create(
                "dnnl_memory_desc_create_with_blob",
                descriptor::toString,
                out -> onednn_h.dnnl_memory_desc_create_with_blob(out, bytes),
                arena,
                Layouts.DESTROY);
    }

    /// The native descriptor, or C's null where there is none.
    public static MemorySegment optional(@Nullable MemoryDescriptor descriptor, Arena scratch) {
        return descriptor == null ? MemorySegment.NULL : toNative(descriptor, scratch);
    }
}
