package dev.onednn4j.internal.memory;

import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.library.Native;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Reads the fields of a native memory descriptor.
public final class DescriptorQuery {
    private final MemorySegment descriptor;
    private final Arena scratch;
    private final MemorySegment out;

    DescriptorQuery(MemorySegment descriptor, Arena scratch) {
        this.descriptor = descriptor;
        this.scratch = scratch;
        this.out = scratch.allocate(onednn_h.C_LONG_LONG);
    }

    int int32(int what) {
        query(what);
        return out.get(onednn_h.C_INT, 0);
    }

    long int64(int what) {
        query(what);
        return out.get(onednn_h.C_LONG_LONG, 0);
    }

    /// An array that the descriptor holds, through the pointer the library returns.
    long[] int64s(int what, int count) {
        query(what);
        return out.get(onednn_h.C_POINTER, 0)
                .asSlice(0, count * ValueLayout.JAVA_LONG.byteSize())
                .toArray(ValueLayout.JAVA_LONG);
    }

    Blocking blocking(int ndims) {
        int blocks = int32(onednn_h.dnnl_query_inner_nblks_s32());
        return new Blocking(
                int64s(onednn_h.dnnl_query_strides(), ndims),
                int64s(onednn_h.dnnl_query_padded_dims(), ndims),
                int64(onednn_h.dnnl_query_submemory_offset_s64()),
                ints(int64s(onednn_h.dnnl_query_inner_blks(), blocks)),
                ints(int64s(onednn_h.dnnl_query_inner_idxs(), blocks)));
    }

    /// The whole descriptor as bytes, from which the library makes an equal one.
    byte[] blob() {
        check(onednn_h.dnnl_memory_desc_get_blob(MemorySegment.NULL, out, descriptor));
        MemorySegment blob = scratch.allocate(out.get(onednn_h.C_LONG_LONG, 0));
        check(onednn_h.dnnl_memory_desc_get_blob(blob, out, descriptor));
        return blob.toArray(ValueLayout.JAVA_BYTE);
    }

    private void query(int what) {
        Native.check(
                onednn_h.dnnl_memory_desc_query(descriptor, what, out),
                "dnnl_memory_desc_query",
                () -> "query " + what);
    }

    private static void check(int status) {
        Native.check(status, "dnnl_memory_desc_get_blob", () -> "a memory descriptor");
    }

    private static int[] ints(long[] values) {
        int[] ints = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            ints[i] = Math.toIntExact(values[i]);
        }
        return ints;
    }
}
