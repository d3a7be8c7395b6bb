package dev.onednn4j.internal.memory;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// The bytes that a tensor occupies, counted from the address of its memory: runs of equal length
/// that repeat at fixed distances. Only a plain layout is known so exactly; any other counts as one
/// run from its first byte to its last.
///
/// A Java value. Arrays are shared, never changed.
///
/// @param start the first byte of the tensor
/// @param end the byte behind its last one; equal to the start where the tensor is empty
/// @param run the length of a run
/// @param strides distances between runs, ascending
/// @param extents how many runs there are in each of these directions, at least 2
public record Footprint(long start, long end, long run, long[] strides, long[] extents) {
    private static final long[] NO_REPETITION = {};

    /// The bytes of a tensor.
    ///
    /// @param blocking its layout; null where oneDNN does not tell it
    /// @param elementSize the bytes of an element; 0 where several elements share a byte
    /// @param size the bytes from the start of the memory to the end of the tensor
    public static Footprint of(@Nullable Blocking blocking, long elementSize, long size) {
        if (size == 0) {
            return range(0, 0);
        }
        if (blocking == null) {
            return range(0, size);
        }
        if (elementSize == 0) {
            // Two elements of 4 bits share a byte.
            return range(blocking.offset() / 2, size);
        }
        long start = blocking.offset() * elementSize;
        if (!blocking.isPlain() || hasMoreThanElements(blocking, elementSize, size)) {
            return range(start, size);
        }
        return plain(blocking, elementSize, start);
    }

    /// Whether there is no byte.
    public boolean isEmpty() {
        return start == end;
    }

    /// Whether sums that a kernel needs lie behind the elements, as in packed 8-bit weights.
    private static boolean hasMoreThanElements(Blocking blocking, long elementSize, long size) {
        long elements = blocking.end();
        for (int d = 0; d < blocking.strides().length; d++) {
            if (blocking.paddedDims()[d] > 1) {
                // oneDNN's own size includes the gap behind the last row.
                elements = Math.max(elements, blocking.paddedDims()[d] * blocking.strides()[d]);
            }
        }
        return size > elements * elementSize;
    }

    private static Footprint range(long start, long end) {
        return new Footprint(start, end, end - start, NO_REPETITION, NO_REPETITION);
    }

    private static Footprint plain(Blocking blocking, long elementSize, long start) {
        long[] dims = blocking.paddedDims();
        int[] order = ascending(blocking);
        long run = elementSize;
        long[] strides = new long[order.length];
        long[] extents = new long[order.length];
        int count = 0;
        for (int d : order) {
            long stride = blocking.strides()[d] * elementSize;
            if (count == 0 && stride == run) {
                run *= dims[d];
            } else if (count > 0 && stride == strides[count - 1] * extents[count - 1]) {
                extents[count - 1] *= dims[d];
            } else if (count > 0 && stride == strides[count - 1]) {
                extents[count - 1] += dims[d] - 1;
            } else {
                strides[count] = stride;
                extents[count] = dims[d];
                count++;
            }
        }
        return new Footprint(
                start,
                blocking.end() * elementSize,
                run,
                Arrays.copyOf(strides, count),
                Arrays.copyOf(extents, count));
    }

    /// The dimensions in which elements lie apart, the shortest stride first.
    private static int[] ascending(Blocking blocking) {
        int[] order = new int[blocking.strides().length];
        int count = 0;
        for (int d = 0; d < order.length; d++) {
            if (blocking.paddedDims()[d] > 1 && blocking.strides()[d] > 0) {
                int at = count++;
                while (at > 0 && blocking.strides()[order[at - 1]] > blocking.strides()[d]) {
                    order[at] = order[at - 1];
                    at--;
                }
                order[at] = d;
            }
        }
        return Arrays.copyOf(order, count);
    }
}
