package dev.onednn4j;

import dev.onednn4j.internal.memory.Blocking;
import dev.onednn4j.internal.memory.Box;
import dev.onednn4j.internal.memory.DescriptorParts;
import dev.onednn4j.internal.memory.Layouts;

import java.util.Arrays;
import java.util.Objects;

/// What a tensor is made of: element type, dimensions and how they lie in memory
/// (`dnnl_memory_desc_t`).
///
/// Dimensions are in oneDNN's order whatever the layout: {N, C, [D,] [H,] W} for activations, {[G,]
/// O, I, [D,] [H,] W} for weights. The layout says where an element is.
///
/// Immutable and thread safe. Descriptors are equal when oneDNN holds them equal: the stride of a
/// dimension of one element does not count. Nothing has to be closed: a descriptor is a Java value.
public final class MemoryDescriptor {
    static {
        DescriptorParts.provide(
                new DescriptorParts.Access() {
                    @Override
                    public DescriptorParts parts(MemoryDescriptor descriptor) {
                        return descriptor.parts;
                    }

                    @Override
                    public MemoryDescriptor descriptor(DescriptorParts parts) {
                        return new MemoryDescriptor(parts);
                    }
                });
    }

    private final DescriptorParts parts;

    private MemoryDescriptor(DescriptorParts parts) {
        this.parts = parts;
    }

    /// A dense tensor with the last dimension innermost: the layout `ab…`, that of a C array.
    ///
    /// @param dataType the type of the elements
    /// @param dims 1 to 12 dimensions; 0 makes an empty tensor
    /// @throws IllegalArgumentException when a dimension is negative, there are too few or too
    ///   many, the tensor would be larger than 2^48 bytes, oneDNN has no tensors of the type, or
    ///   rows of a 4-bit type would not begin at whole bytes
    public static MemoryDescriptor of(DataType dataType, long... dims) {
        Objects.requireNonNull(dataType, "dataType");
        Objects.requireNonNull(dims, "dims");
        return Layouts.withStrides(dataType, dims.clone(), null);
    }

    /// A tensor in a layout: as [#of(DataType, long...)] and then [#with(FormatTag)], but possible
    /// too where a 4-bit type does not allow the layout of a C array.
    ///
    /// @param dataType the type of the elements
    /// @param tag the layout
    /// @param dims 1 to 12 dimensions; 0 makes an empty tensor
    /// @throws IllegalArgumentException as for those two
    public static MemoryDescriptor of(DataType dataType, FormatTag tag, long... dims) {
        Objects.requireNonNull(dataType, "dataType");
        Objects.requireNonNull(tag, "tag");
        Objects.requireNonNull(dims, "dims");
        return Layouts.withTag(dataType, dims.clone(), tag);
    }

    /// The same type and dimensions in another layout. [FormatTag#ANY] leaves the layout to the
    /// primitive that is made from the descriptor; such a descriptor has no size and no tensor.
    ///
    /// @throws IllegalArgumentException when the tag is for another number of dimensions, or rows
    ///   of a 4-bit type would not begin at whole bytes
    public MemoryDescriptor with(FormatTag tag) {
        return Layouts.withTag(parts.dataType(), parts.dims(), Objects.requireNonNull(tag, "tag"));
    }

    /// The same type and dimensions with these distances between neighbours, in elements, one for
    /// each dimension. Each must step over all elements of the dimensions with shorter ones, so
    /// that no two elements overlap. That of a dimension of one element does not count.
    ///
    /// @throws IllegalArgumentException when there are too few or too many, one is negative, one is
    ///   0 though its dimension has several elements, elements would overlap, the tensor would span
    ///   more than 2^48 bytes, or rows of a 4-bit type would not begin at whole bytes
    public MemoryDescriptor withStrides(long... strides) {
        Objects.requireNonNull(strides, "strides");
        return Layouts.withStrides(parts.dataType(), parts.dims(), strides.clone());
    }

    /// A box within this tensor: `dnnl_memory_desc_create_submemory`. [Tensor#submemory] gives the
    /// box of a tensor, with its memory.
    ///
    /// A plain layout is described from its first element on: a box of one is at the offsets 0, and
    /// its tensor lies over a slice of the segment. A box of a blocked layout may lie anywhere; its
    /// descriptor tells the [#offset()].
    ///
    /// @param dims the size of the box in each dimension
    /// @param offsets where it begins
    /// @throws IllegalArgumentException when the box does not lie within this tensor, when an
    ///   offset is not 0 though the layout is plain, or when the tensor holds more than its
    ///   elements, as weights that are packed with a compensation do
    /// @throws UnimplementedException when the box cuts through a block of a blocked layout
    public MemoryDescriptor submemory(long[] dims, long[] offsets) {
        return Box.of(this, dims, offsets).descriptor();
    }

    /// The same elements with the dimensions in another order: dimension `d` of this descriptor
    /// becomes dimension `axes[d]` of the result (`dnnl_memory_desc_permute_axes`).
    ///
    /// @throws IllegalArgumentException when `axes` is no permutation of 0 … ndims-1, or the tensor
    ///   holds more than its elements, as weights that are packed with a compensation do
    public MemoryDescriptor permute(int... axes) {
        return Layouts.permute(this, Objects.requireNonNull(axes, "axes").clone());
    }

    /// The same elements, seen with other dimensions, where the layout allows it without a copy:
    /// `dnnl_memory_desc_reshape`.
    ///
    /// @throws IllegalArgumentException when the number of elements would change, the layout does
    ///   not allow it, or the tensor holds more than its elements, as weights that are packed with
    ///   a compensation do
    public MemoryDescriptor reshape(long... dims) {
        return Layouts.reshape(this, Objects.requireNonNull(dims, "dims").clone());
    }

    public DataType dataType() {
        return parts.dataType();
    }

    /// The number of dimensions.
    public int ndims() {
        return parts.dims().length;
    }

    /// The dimensions; a copy.
    public long[] dims() {
        return parts.dims().clone();
    }

    /// One dimension.
    ///
    /// @throws IndexOutOfBoundsException when there is none of that index
    public long dim(int index) {
        long[] dims = parts.dims();
        if (index < 0 || index >= dims.length) {
            throw new IndexOutOfBoundsException(
                    "index: expected a dimension from 0 to "
                            + (dims.length - 1)
                            + " of "
                            + this
                            + ", got "
                            + index);
        }
        return dims[index];
    }

    /// The number of elements: the product of the dimensions.
    public long elements() {
        long product = 1;
        for (long dim : parts.dims()) {
            product *= dim;
        }
        return product;
    }

    /// The bytes a tensor needs from the start of its memory up to its last element: padding, gaps
    /// between elements and, in a blocked box within a larger tensor, what lies before the box
    /// count as well. 0 while the layout is `any`.
    public long size() {
        return parts.size();
    }

    /// Whether the layout is still to be chosen.
    public boolean isAny() {
        return parts.any();
    }

    /// Whether every element has its place at a sum of index × stride: no blocks, no compression.
    public boolean isPlain() {
        Blocking blocking = parts.blocking();
        return blocking != null && blocking.isPlain();
    }

    /// Distances between neighbours in elements, one for each dimension; of blocks where a
    /// dimension is blocked. A copy.
    ///
    /// @throws IllegalStateException when the layout is `any` or opaque
    public long[] strides() {
        return DescriptorParts.blocking(this).strides().clone();
    }

    /// The dimensions rounded up to whole blocks; a copy.
    ///
    /// @throws IllegalStateException when the layout is `any` or opaque
    public long[] paddedDims() {
        return DescriptorParts.blocking(this).paddedDims().clone();
    }

    /// Where the first element lies, in elements from the start of the memory (`submemory_offset`):
    /// 0 in every plain layout, maybe more in a box of a blocked one.
    ///
    /// @throws IllegalStateException when the layout is `any` or opaque
    public long offset() {
        return DescriptorParts.blocking(this).offset();
    }

    /// The descriptor in the library's own bytes, a copy: `dnnl_memory_desc_get_blob`. C code that
    /// uses the same version of oneDNN makes an equal descriptor of them with
    /// `dnnl_memory_desc_create_with_blob`.
    public byte[] blob() {
        return parts.blob().clone();
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof MemoryDescriptor that
                && parts.dataType() == that.parts.dataType()
                && parts.any() == that.parts.any()
                && Arrays.equals(parts.dims(), that.parts.dims())
                && (Arrays.equals(parts.blob(), that.parts.blob()) || Layouts.equal(this, that));
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(parts.dims()) + parts.dataType().hashCode();
    }

    /// Type, dimensions and layout: `f32 1x64x56x56 aBcd16b`. A `*` marks a layout with gaps.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(parts.dataType().toString()).append(' ');
        long[] dims = parts.dims();
        for (int d = 0; d < dims.length; d++) {
            text.append(d == 0 ? "" : "x").append(dims[d]);
        }
        return text.append(' ').append(layout()).toString();
    }

    /// The layout in the notation of a [FormatTag]: `acdb`, `aBcd16b`, `any`; `opaque` where oneDNN
    /// does not tell. A `*` marks a layout with gaps, which no tag describes.
    public String layout() {
        if (parts.any()) {
            return FormatTag.ANY.toString();
        }
        Blocking blocking = parts.blocking();
        return blocking == null ? "opaque" : blocking.toString();
    }
}
