package dev.onednn4j.internal.memory;

import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Tensor;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Objects;

/// A box within a tensor. In a plain layout it is a slice of the tensor's memory, described from
/// its first element on: kernels that take no offset compute with it too. In a blocked layout it
/// keeps the memory, and its descriptor has an offset.
public record Box(MemoryDescriptor whole, long[] dims, long[] offsets) {
    /// The box of these dimensions that begins at these offsets.
    ///
    /// @throws IllegalArgumentException when the box does not lie within the tensor
    public static Box of(MemoryDescriptor whole, long[] dims, long[] offsets) {
        Objects.requireNonNull(dims, "dims");
        Objects.requireNonNull(offsets, "offsets");
        if (whole.isAny()) {
            throw new IllegalArgumentException(
                    "submemory: a box needs a layout, " + whole + " leaves it open");
        }
        Box box = new Box(whole, dims.clone(), offsets.clone());
        box.requireWithin();
        Layouts.requireKnown("submemory", whole);
        box.requireWholeBlocks();
        return box;
    }

    /// The descriptor on the memory of the whole.
    public MemoryDescriptor descriptor() {
        if (whole.isPlain() && !startsAtZero()) {
            throw new IllegalArgumentException(
                    "submemory: the descriptor of a plain layout begins at its first element and"
                            + " has no place for the offsets "
                            + Arrays.toString(offsets)
                            + "; take Tensor.submemory, or this with offsets of 0 for a slice of"
                            + " the segment that begins at byte "
                            + startByte());
        }
        return Layouts.submemory(whole, dims, offsets);
    }

    /// The tensor on the memory of the whole.
    public Tensor tensor(MemorySegment memory) {
        if (!whole.isPlain()) {
            return Tensor.of(descriptor(), memory);
        }
        MemoryDescriptor own = Layouts.submemory(whole, dims, new long[dims.length]);
        // An empty box may lie behind the last element.
        long start = own.size() == 0 ? 0 : startByte();
        return Tensor.of(own, memory.asSlice(start, own.size()));
    }

    private boolean startsAtZero() {
        return Arrays.stream(offsets).allMatch(offset -> offset == 0);
    }

    /// Where the first element lies in the memory of a plain whole.
    private long startByte() {
        Blocking blocking = DescriptorParts.blocking(whole);
        long element = blocking.offset();
        for (int d = 0; d < offsets.length; d++) {
            element += offsets[d] * blocking.strides()[d];
        }
        if (whole.dataType().elementsPerByte() > 1 && element % 2 != 0) {
            throw new IllegalArgumentException(
                    this
                            + " begins in the middle of a byte, which holds two elements of "
                            + whole.dataType()
                            + ": expected a box that begins at an even element of the memory, got"
                            + " element "
                            + element);
        }
        return whole.dataType().bytes(element);
    }

    private void requireWithin() {
        long[] all = DescriptorParts.of(whole).dims();
        if (dims.length != all.length || offsets.length != all.length) {
            throw new IllegalArgumentException(
                    "submemory: expected "
                            + all.length
                            + " dims and offsets, got "
                            + Arrays.toString(dims)
                            + " and "
                            + Arrays.toString(offsets));
        }
        for (int d = 0; d < all.length; d++) {
            if (dims[d] < 0 || offsets[d] < 0 || dims[d] > all[d] - offsets[d]) {
                throw new IllegalArgumentException(this + " does not lie within " + whole);
            }
        }
    }

    /// A kernel that works on whole blocks would write beside a box that has a part of one.
    private void requireWholeBlocks() {
        int[] blocks = DescriptorParts.blocking(whole).blocks();
        for (int d = 0; d < dims.length; d++) {
            long end = offsets[d] + dims[d];
            if (offsets[d] % blocks[d] != 0 || (end % blocks[d] != 0 && end != whole.dim(d))) {
                throw new IllegalArgumentException(
                        this
                                + " cuts through a block of "
                                + whole
                                + ": expected whole blocks of "
                                + blocks[d]
                                + " in dimension "
                                + d);
            }
        }
    }

    @Override
    public String toString() {
        return "submemory: the box " + Arrays.toString(dims) + " at " + Arrays.toString(offsets);
    }
}
