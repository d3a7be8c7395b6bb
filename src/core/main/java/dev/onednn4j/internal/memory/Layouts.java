package dev.onednn4j.internal.memory;

import dev.onednn4j.DataType;
import dev.onednn4j.FormatTag;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.OneDnn;
import dev.onednn4j.OneDnnException;
import dev.onednn4j.Status;
import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.library.Destroyer;
import dev.onednn4j.internal.library.Native;
import dev.onednn4j.internal.library.NativeArena;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.ToIntFunction;

/// Makes memory descriptors: checks what a user asks for, has oneDNN lay it out, reads the result
/// back into a Java value.
public final class Layouts {
    public static final Destroyer DESTROY =
            new Destroyer("dnnl_memory_desc_destroy", onednn_h::dnnl_memory_desc_destroy$address);

    private Layouts() {}

    /// A plain layout.
    ///
    /// @param strides null for a dense tensor with the last dimension innermost
    public static MemoryDescriptor withStrides(
            DataType type, long[] dims, long @Nullable [] strides) {
        DescriptorRules.requireDims(type, dims);
        long[] given = strides == null ? DescriptorRules.denseStrides(dims) : strides;
        DescriptorRules.requireStrides(type, dims, given);
        long[] places = DescriptorRules.positive(dims, given);
        OneDnn.load();
        return create(
                "dnnl_memory_desc_create_with_strides",
                type + " " + Arrays.toString(dims) + " with strides " + Arrays.toString(places),
                scratch -> {
                    MemorySegment nativeDims = nativeDims(scratch, dims);
                    MemorySegment nativeStrides = nativeDims(scratch, places);
                    return out ->
                            onednn_h.dnnl_memory_desc_create_with_strides(
                                    out, dims.length, nativeDims, type.value(), nativeStrides);
                });
    }

    public static MemoryDescriptor withTag(DataType type, long[] dims, FormatTag tag) {
        DescriptorRules.requireDims(type, dims);
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
        if (type.elementsPerByte() > 1 && !tag.equals(FormatTag.ANY)) {
            // The strides are those of bytes. Blocks are even, so that blocked layouts are right.
            MemoryDescriptor bytes = withTag(DataType.S8, dims, tag);
            DescriptorRules.requireWholeBytes(
                    type, dims, DescriptorParts.blocking(bytes).strides());
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

    public static MemoryDescriptor permute(MemoryDescriptor source, int[] axes) {
        requireKnown("permute", source);
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

    public static MemoryDescriptor reshape(MemoryDescriptor source, long[] dims) {
        requireKnown("reshape", source);
        DescriptorRules.requireDims(source.dataType(), dims);
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
        if (product == 0 && !source.isAny()) {
            // No element keeps its place.
            return withStrides(source.dataType(), dims, null);
        }
        if (!DescriptorRules.keepsBlockedDims(source, dims)) {
            throw new IllegalArgumentException(otherPlaces(source, dims));
        }
        MemoryDescriptor reshaped;
        try {
            reshaped =
                    derive(
                            "dnnl_memory_desc_reshape",
                            source,
                            (scratch, from) -> {
                                MemorySegment nativeDims = nativeDims(scratch, dims);
                                return out ->
                                        onednn_h.dnnl_memory_desc_reshape(
                                                out, from, dims.length, nativeDims);
                            });
        } catch (OneDnnException refusal) {
            if (refusal.status() != Status.INVALID_ARGUMENTS) {
                throw refusal;
            }
            throw new IllegalArgumentException(otherPlaces(source, dims), refusal);
        }
        if (reshaped.isPlain()) {
            DescriptorRules.requireWholeBytes(
                    source.dataType(), dims, DescriptorParts.blocking(reshaped).strides());
        }
        return reshaped;
    }

    private static String otherPlaces(MemoryDescriptor source, long[] dims) {
        return "reshape: the elements of "
                + source
                + " do not lie where those of "
                + Arrays.toString(dims)
                + " would be; copy them to the layout of a C array first, with Tensor.to";
    }

    /// Checks that elements can be seen otherwise: that oneDNN tells where they are, and that there
    /// is nothing else.
    public static void requireKnown(String what, MemoryDescriptor source) {
        if (DescriptorParts.of(source).compensated()) {
            throw new IllegalArgumentException(
                    what
                            + ": "
                            + source
                            + " holds a compensation behind its elements, which would not fit;"
                            + " change the weights before they are packed");
        }
        if (!source.isAny() && DescriptorParts.of(source).blocking() == null) {
            throw new IllegalArgumentException(
                    what + ": oneDNN does not tell where the elements of " + source + " lie");
        }
    }

    public static boolean equal(MemoryDescriptor left, MemoryDescriptor right) {
        try (Arena scratch = NativeArena.ofConfined()) {
            return onednn_h.dnnl_memory_desc_equal(
                            DescriptorParts.toNative(left, scratch),
                            DescriptorParts.toNative(right, scratch))
                    != 0;
        }
    }

    /// Reads a native descriptor, which stays its owner's. Null when it describes nothing.
    public static @Nullable MemoryDescriptor read(MemorySegment descriptor) {
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
            return new DescriptorParts(type, dims, blocking, any, size, compensated, query.blob())
                    .descriptor();
        }
    }

    public static MemorySegment nativeDims(SegmentAllocator scratch, long[] dims) {
        return scratch.allocateFrom(
                ValueLayout.JAVA_LONG, Arrays.copyOf(dims, onednn_h.DNNL_MAX_NDIMS()));
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
                scratch -> derivation.prepare(scratch, DescriptorParts.toNative(source, scratch)));
    }

    private static MemoryDescriptor create(
            String function, String problem, Preparation preparation) {
        try (Arena scratch = NativeArena.ofConfined()) {
            MemorySegment created =
                    Native.create(
                            function,
                            () -> problem,
                            preparation.prepare(scratch),
                            scratch,
                            DESTROY);
            return Objects.requireNonNull(read(created));
        }
    }
}
