package dev.onednn4j.internal.memory;

import dev.onednn4j.DataType;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.capi.onednn_h;

import java.util.Arrays;
import java.util.Comparator;

/// What a memory descriptor may ask for. oneDNN refuses most of the rest without a word about what
/// is wrong; what it accepts though no primitive can compute with it is refused here too.
public final class DescriptorRules {
    /// The most bytes a tensor may span: what a process can address on today's 64-bit machines.
    private static final long LARGEST = 1L << 48;

    private DescriptorRules() {}

    static void requireType(DataType type) {
        switch (type) {
            case BOOLEAN, F4_E3M0 ->
                    throw new IllegalArgumentException(
                            "dataType: oneDNN has no tensors of "
                                    + type
                                    + " on CPUs; expected another type");
            default -> {}
        }
    }

    static void requireDims(DataType type, long... dims) {
        requireType(type);
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

    /// Checks strides that a user gives.
    static void requireStrides(DataType type, long[] dims, long[] strides) {
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
        if (Arrays.stream(dims).allMatch(dim -> dim > 0)) {
            requireNoBroadcast(dims, strides);
            requireNoOverlap(dims, strides);
            requireWholeBytes(type, dims, strides);
        }
    }

    /// oneDNN takes a stride of 0, but its primitives do not expect it: some end the process.
    private static void requireNoBroadcast(long[] dims, long[] strides) {
        for (int d = 0; d < dims.length; d++) {
            if (strides[d] == 0 && dims[d] > 1) {
                throw new IllegalArgumentException(
                        "strides: expected a positive stride for dimension "
                                + d
                                + ", which has "
                                + dims[d]
                                + " elements, got "
                                + Arrays.toString(strides)
                                + " for the dims "
                                + Arrays.toString(dims)
                                + "; a broadcast is asked for by a dimension of 1");
            }
        }
    }

    private static void requireNoOverlap(long[] dims, long[] strides) {
        Integer[] order = new Integer[dims.length];
        Arrays.setAll(order, d -> d);
        Arrays.sort(order, Comparator.comparingLong(d -> strides[d]));
        long inner = 1;
        for (int d : order) {
            if (dims[d] == 1) {
                continue;
            }
            if (strides[d] < inner) {
                throw new IllegalArgumentException(
                        "strides: elements overlap: expected a stride of at least "
                                + inner
                                + " for dimension "
                                + d
                                + ", to step over the dimensions with shorter ones, got "
                                + Arrays.toString(strides)
                                + " for the dims "
                                + Arrays.toString(dims));
            }
            inner = strides[d] * dims[d];
        }
    }

    /// Checks that rows of a 4-bit type begin at whole bytes.
    static void requireWholeBytes(DataType type, long[] dims, long[] strides) {
        if (type.elementsPerByte() == 1 || Arrays.stream(dims).anyMatch(dim -> dim == 0)) {
            return;
        }
        for (int d = 0; d < dims.length; d++) {
            if (dims[d] > 1 && strides[d] > 1 && strides[d] % 2 != 0) {
                throw new IllegalArgumentException(
                        "dims: two elements of "
                                + type
                                + " share a byte, and all strides but that of the innermost"
                                + " dimension must be even; the dims "
                                + Arrays.toString(dims)
                                + " have the strides "
                                + Arrays.toString(strides)
                                + " here: make the innermost dimension even");
            }
        }
    }

    /// The strides of a dense tensor with the last dimension innermost.
    static long[] denseStrides(long... dims) {
        long[] strides = new long[dims.length];
        long stride = 1;
        for (int d = dims.length - 1; d >= 0; d--) {
            strides[d] = stride;
            stride *= dims[d];
        }
        return strides;
    }

    /// The same strides, but for those of 0 of dimensions of one element: they do not count, and
    /// get a number that primitives can reckon with.
    static long[] positive(long[] dims, long[] strides) {
        long[] positive = strides.clone();
        long inner = 1;
        for (int d = dims.length - 1; d >= 0; d--) {
            if (positive[d] == 0 && dims[d] == 1) {
                positive[d] = inner;
            }
            inner = Math.max(inner, dims[d] * positive[d]);
        }
        return positive;
    }

    /// Whether each blocked dimension has one of its size in its place when a tensor of the same
    /// elements gets other dimensions. oneDNN overlooks padded dimensions of 1 among those that it
    /// joins.
    static boolean keepsBlockedDims(MemoryDescriptor source, long[] dims) {
        if (DescriptorParts.of(source).blocking() == null) {
            return true;
        }
        long[] before = source.dims();
        for (int blocked : DescriptorParts.blocking(source).innerIndices()) {
            boolean kept = false;
            for (int d = 0; d < dims.length; d++) {
                kept |= dims[d] == before[blocked] && product(dims, d) == product(before, blocked);
            }
            if (!kept) {
                return false;
            }
        }
        return true;
    }

    private static long product(long[] dims, int end) {
        long product = 1;
        for (int d = 0; d < end; d++) {
            product *= dims[d];
        }
        return product;
    }
}
