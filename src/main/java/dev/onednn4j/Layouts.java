package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.Handle;
import dev.onednn4j.internal.memory.Blocking;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/// Makes memory descriptors: checks what a user asks for, has oneDNN lay it out, reads the result
/// back into a Java value.
final class Layouts {
    static final Consumer<MemorySegment> DESTROY =
            Native.destroyer("dnnl_memory_desc_destroy", onednn_h::dnnl_memory_desc_destroy);

    /// The most bytes a tensor may span: what a process can address on today's 64-bit machines.
    private static final long LARGEST = 1L << 48;

    private Layouts() {}

    static MemoryDescriptor withStrides(DataType type, long[] dims, long @Nullable [] strides) {
        OneDnn.load();
        requireDims(type, dims);
        if (strides != null) {
            requireStrides(type, dims, strides);
        }
        return create(
                "dnnl_memory_desc_create_with_strides",
                type + " " + Arrays.toString(dims) + " with strides " + Arrays.toString(strides),
                scratch -> {
                    MemorySegment nativeDims = nativeDims(scratch, dims);
                    MemorySegment nativeStrides =
                            strides == null ? MemorySegment.NULL : nativeDims(scratch, strides);
                    return out ->
                            onednn_h.dnnl_memory_desc_create_with_strides(
                                    out, dims.length, nativeDims, type.value(), nativeStrides);
                });
    }

    static MemoryDescriptor withTag(DataType type, long[] dims, FormatTag tag) {
        OneDnn.load();
        if (!tag.equals(FormatTag.ANY) && tag.ndims() != dims.length) {
            throw new IllegalArgumentException(
                    "tag: "
                            + tag
                            + " describes "
                            + tag.ndims()
                            + " dimensions, the tensor has "
                            + dims.length
                            + ": "
                            + Arrays.toString(dims));
        }
        return create(
                "dnnl_memory_desc_create_with_tag",
                type + " " + Arrays.toString(dims) + " " + tag,
                scratch -> {
                    MemorySegment nativeDims = nativeDims(scratch, dims);
                    return out ->
                            onednn_h.dnnl_memory_desc_create_with_tag(
                                    out, dims.length, nativeDims, type.value(), tag.value());
                });
    }

    /// What [Box] allows.
    static MemoryDescriptor submemory(MemoryDescriptor parent, long[] dims, long[] offsets) {
        return derive(
                "dnnl_memory_desc_create_submemory",
                parent,
                (scratch, source) -> {
                    MemorySegment nativeDims = nativeDims(scratch, dims);
                    MemorySegment nativeOffsets = nativeDims(scratch, offsets);
                    return out ->
                            onednn_h.dnnl_memory_desc_create_submemory(
                                    out, source, nativeDims, nativeOffsets);
                });
    }

    static MemoryDescriptor permute(MemoryDescriptor source, int[] axes) {
        int[] sorted = axes.clone();
        Arrays.sort(sorted);
        boolean permutation = sorted.length == source.ndims();
        for (int d = 0; permutation && d < sorted.length; d++) {
            permutation = sorted[d] == d;
        }
        if (!permutation) {
            throw new IllegalArgumentException(
                    "permute: expected each of 0 … "
                            + (source.ndims() - 1)
                            + " once, got "
                            + Arrays.toString(axes));
        }
        return derive(
                "dnnl_memory_desc_permute_axes",
                source,
                (scratch, from) -> {
                    MemorySegment permutationSegment = scratch.allocateFrom(onednn_h.C_INT, axes);
                    return out ->
                            onednn_h.dnnl_memory_desc_permute_axes(out, from, permutationSegment);
                });
    }

    static MemoryDescriptor reshape(MemoryDescriptor source, long[] dims) {
        requireDims(source.dataType(), dims);
        long product = 1;
        for (long dim : dims) {
            product *= dim;
        }
        if (product != source.elements()) {
            throw new IllegalArgumentException(
                    "reshape: "
                            + source
                            + " has "
                            + source.elements()
                            + " elements, "
                            + Arrays.toString(dims)
                            + " has "
                            + product);
        }
        return derive(
                "dnnl_memory_desc_reshape",
                source,
                (scratch, from) -> {
                    MemorySegment nativeDims = nativeDims(scratch, dims);
                    return out ->
                            onednn_h.dnnl_memory_desc_reshape(out, from, dims.length, nativeDims);
                });
    }

    static boolean equal(MemoryDescriptor left, MemoryDescriptor right) {
        try (Arena scratch = Arena.ofConfined()) {
            return onednn_h.dnnl_memory_desc_equal(left.toNative(scratch), right.toNative(scratch))
                    != 0;
        }
    }

    /// Reads a native descriptor, which stays its owner's. Null when it describes nothing.
    static @Nullable MemoryDescriptor read(MemorySegment descriptor) {
        try (Arena scratch = Arena.ofConfined()) {
            DescriptorQuery query = new DescriptorQuery(descriptor, scratch);
            int ndims = query.int32(onednn_h.dnnl_query_ndims_s32());
            if (ndims == 0) {
                return null;
            }
            long[] dims = query.int64s(onednn_h.dnnl_query_dims(), ndims);
            DataType type = DataType.of(query.int32(onednn_h.dnnl_query_data_type()));
            int kind = query.int32(onednn_h.dnnl_query_format_kind());
            boolean any = kind == onednn_h.dnnl_format_kind_any();
            Blocking blocking = kind == onednn_h.dnnl_blocked() ? query.blocking(ndims) : null;
            long size = any ? 0 : onednn_h.dnnl_memory_desc_get_size(descriptor);
            boolean compensated = false;
            if (blocking != null && size > 0) {
                compensated = size > type.bytes(blocking.wholeRows());
                // The library's size counts the gap behind the last element of a box, which is
                // more than there is when the box lies at the end of a larger tensor.
                size = compensated ? size : type.bytes(blocking.end());
            }
            return new MemoryDescriptor(
                    type, dims, blocking, any, size, compensated, query.blob());
        }
    }

    static MemorySegment nativeDims(SegmentAllocator scratch, long[] dims) {
        return scratch.allocateFrom(
                ValueLayout.JAVA_LONG, Arrays.copyOf(dims, onednn_h.DNNL_MAX_NDIMS()));
    }

    private static void requireDims(DataType type, long[] dims) {
        if (dims.length == 0 || dims.length > onednn_h.DNNL_MAX_NDIMS()) {
            throw new IllegalArgumentException(
                    "dims: expected 1 to "
                            + onednn_h.DNNL_MAX_NDIMS()
                            + " dimensions, got "
                            + dims.length);
        }
        long room = LARGEST / type.size();
        for (long dim : dims) {
            if (dim < 0) {
                throw new IllegalArgumentException(
                        "dims: expected no negative dimension, got " + Arrays.toString(dims));
            }
            room /= Math.max(dim, 1);
        }
        if (room == 0) {
            throw new IllegalArgumentException(
                    "dims: a tensor spans at most 2^48 bytes, "
                            + type
                            + " "
                            + Arrays.toString(dims)
                            + " is larger");
        }
    }

    private static void requireStrides(DataType type, long[] dims, long[] strides) {
        if (strides.length != dims.length) {
            throw new IllegalArgumentException(
                    "strides: expected "
                            + dims.length
                            + " strides for the dims "
                            + Arrays.toString(dims)
                            + ", got "
                            + Arrays.toString(strides));
        }
        long room = LARGEST / type.size();
        for (int d = 0; d < dims.length; d++) {
            if (strides[d] < 0) {
                throw new IllegalArgumentException(
                        "strides: expected no negative stride, got " + Arrays.toString(strides));
            }
            if (strides[d] > LARGEST || (dims[d] > 0 && strides[d] > room / dims[d])) {
                throw new IllegalArgumentException(
                        "strides: a tensor spans at most 2^48 bytes, "
                                + type
                                + " "
                                + Arrays.toString(dims)
                                + " with strides "
                                + Arrays.toString(strides)
                                + " spans more");
            }
        }
    }

    private interface Preparation {
        ToIntFunction<MemorySegment> prepare(Arena scratch);
    }

    private interface Derivation {
        ToIntFunction<MemorySegment> prepare(Arena scratch, MemorySegment source);
    }

    private static MemoryDescriptor derive(
            String function, MemoryDescriptor source, Derivation derivation) {
        return create(
                function,
                source.toString(),
                scratch -> derivation.prepare(scratch, source.toNative(scratch)));
    }

    private static MemoryDescriptor create(
            String function, String problem, Preparation preparation) {
        try (Arena scratch = Arena.ofConfined()) {
            MemorySegment raw =
                    Native.create(function, () -> problem, preparation.prepare(scratch));
            return Objects.requireNonNull(read(Handle.adopt(raw, scratch, DESTROY)));
        }
    }
}
