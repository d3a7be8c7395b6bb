package dev.onednn4j.internal.memory;

import dev.onednn4j.DataType;
import dev.onednn4j.MemoryDescriptor;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// A tensor of a problem: its type, its dimensions and how it lies in memory. A Java value, which
/// needs no library. Arrays are shared, never changed.
///
/// @param blocking null where the layout is open, or where oneDNN does not tell it
public record ProblemTensor(DataType type, long[] dims, @Nullable Blocking blocking) {
    /// A dense tensor with the last dimension innermost.
    public static ProblemTensor of(DataType type, long... dims) {
        long[] strides = new long[dims.length];
        long stride = 1;
        for (int d = dims.length - 1; d >= 0; d--) {
            strides[d] = stride;
            stride *= Math.max(dims[d], 1);
        }
        return of(type, dims, strides);
    }

    /// The tensor that a descriptor describes.
    public static ProblemTensor of(MemoryDescriptor descriptor) {
        DescriptorParts parts = DescriptorParts.of(descriptor);
        return new ProblemTensor(parts.dataType(), parts.dims(), parts.blocking());
    }

    /// A plain tensor with these strides.
    public static ProblemTensor of(DataType type, long[] dims, long[] strides) {
        return new ProblemTensor(
                type, dims, new Blocking(strides, dims, /* offset= */ 0, new int[0], new int[0]));
    }

    /// A dense tensor with the second dimension innermost: NWC, NHWC or NDHWC.
    public static ProblemTensor channelsLast(DataType type, long... dims) {
        return of(type, dims, channelsLastStrides(dims));
    }

    /// The strides of a dense tensor of these dimensions with the second one innermost.
    public static long[] channelsLastStrides(long... dims) {
        long[] last = new long[dims.length];
        long stride = 1;
        if (dims.length > 1) {
            last[1] = 1;
            stride = dims[1];
        }
        for (int d = dims.length - 1; d >= 2; d--) {
            last[d] = stride;
            stride *= dims[d];
        }
        last[0] = stride;
        return last;
    }

    /// Whether the layout is known.
    public boolean isKnown() {
        return blocking != null;
    }

    /// Whether every element has its place at a sum of index × stride.
    public boolean isPlain() {
        return blocking != null && blocking.isPlain();
    }

    /// One dimension.
    public long dim(int index) {
        return dims[index];
    }

    public int ndims() {
        return dims.length;
    }

    /// Along which dimensions elements can differ: bit d is set where dimension d has several.
    public int mask() {
        int mask = 0;
        for (int d = 0; d < dims.length; d++) {
            mask |= dims[d] > 1 ? 1 << d : 0;
        }
        return mask;
    }

    /// The number of elements.
    public long elements() {
        return product(dims);
    }

    /// The distances between neighbours, in elements; zeros where the layout is not known.
    public long[] strides() {
        return blocking == null ? new long[dims.length] : blocking.strides();
    }

    /// The dimensions rounded up to whole blocks; the dimensions where the layout is not known.
    public long[] paddedDims() {
        return blocking == null ? dims : blocking.paddedDims();
    }

    /// Whether the elements do not begin at the start of the memory: a box within a larger tensor.
    public boolean hasOffset() {
        return blocking != null && blocking.offset() > 0;
    }

    /// Whether elements are rounded up to whole blocks.
    public boolean isPadded() {
        return !Arrays.equals(dims, paddedDims());
    }

    /// Whether the elements, and the padding of blocks, fill the memory without gaps. False where
    /// the layout is not known.
    public boolean isDense() {
        return blocking != null
                && blocking.offset() == 0
                && (elements() == 0 || blocking.end() == product(blocking.paddedDims()));
    }

    /// Whether the layout is known and leaves gaps between elements.
    public boolean hasGaps() {
        return blocking != null
                && elements() > 0
                && blocking.end() - blocking.offset() != product(blocking.paddedDims());
    }

    /// Whether it lies in memory as a C array does: the last dimension innermost, without gaps.
    /// Strides of dimensions of one element do not count.
    public boolean isOrdered() {
        return isPlain() && !hasOffset() && hasUsualStrides(of(type, dims).strides());
    }

    /// Whether it lies in memory with the second dimension innermost, without gaps. Strides of
    /// dimensions of one element do not count.
    public boolean isChannelsLast() {
        return isPlain() && !hasOffset() && hasUsualStrides(channelsLastStrides(dims));
    }

    /// Whether its type is s8 or u8.
    public boolean isBytes() {
        return type == DataType.S8 || type == DataType.U8;
    }

    private boolean hasUsualStrides(long... usual) {
        long[] own = strides();
        for (int d = 0; d < dims.length; d++) {
            if (dims[d] != 1 && own[d] != usual[d]) {
                return false;
            }
        }
        return true;
    }

    private static long product(long... factors) {
        long product = 1;
        for (long factor : factors) {
            product *= factor;
        }
        return product;
    }

    @Override
    public String toString() {
        return type
                + " "
                + Arrays.toString(dims)
                + " "
                + (blocking == null ? "any" : blocking + " " + Arrays.toString(blocking.strides()));
    }
}
