package dev.onednn4j;

import dev.onednn4j.internal.call.TensorCopy;
import dev.onednn4j.internal.memory.Box;
import dev.onednn4j.internal.memory.ElementAccess;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/// Off-heap memory together with the descriptor that says what is in it.
///
/// A tensor never copies and never owns: the memory lives as long as the arena (or buffer, or
/// mapping) it came from, and may be shared with anything else. There is nothing to close.
///
/// The object is immutable and may be shared between threads as far as the memory's own arena
/// allows; two threads that access the same elements must agree on an order themselves.
public final class Tensor {
    /// The alignment of memory that is allocated here: a cache line, and the widest vector.
    private static final long ALIGNMENT = 64;

    private final MemoryDescriptor descriptor;
    private final MemorySegment segment;

    private Tensor(MemoryDescriptor descriptor, MemorySegment segment) {
        this.descriptor = descriptor;
        this.segment = segment;
    }

    /// A tensor over memory that is there already. Nothing is copied.
    ///
    /// @param segment native memory of at least [MemoryDescriptor#size()] bytes, aligned to the
    ///   element type; a larger one is used from its start. Where the layout pads dimensions to
    ///   whole blocks the padding must be 0, as it is in anything a primitive wrote.
    /// @throws IllegalArgumentException when the memory is on the heap, too small or misaligned, or
    ///   the descriptor's layout is `any`
    /// @throws IllegalStateException when the segment's arena is closed
    /// @throws WrongThreadException when the segment belongs to another thread
    public static Tensor of(MemoryDescriptor descriptor, MemorySegment segment) {
        Objects.requireNonNull(descriptor, "descriptor");
        Objects.requireNonNull(segment, "segment");
        requireLayout(descriptor);
        if (!segment.isNative()) {
            throw new IllegalArgumentException(
                    "segment: expected native memory, got memory on the heap, which oneDNN cannot"
                            + " reach; allocate it from an Arena");
        }
        if (!segment.scope().isAlive()) {
            throw new IllegalStateException("segment: its arena is closed");
        }
        if (!segment.isAccessibleBy(Thread.currentThread())) {
            throw new WrongThreadException(
                    "segment: it belongs to an arena that is confined to another thread than "
                            + Thread.currentThread().getName());
        }
        if (segment.byteSize() < descriptor.size()) {
            throw new IllegalArgumentException(
                    "segment: expected at least "
                            + descriptor.size()
                            + " bytes for "
                            + descriptor
                            + ", got "
                            + segment.byteSize());
        }
        long alignment = descriptor.dataType().size();
        if (segment.address() % alignment != 0) {
            throw new IllegalArgumentException(
                    "segment: expected an address that is a multiple of "
                            + alignment
                            + " for "
                            + descriptor.dataType()
                            + ", got 0x"
                            + Long.toHexString(segment.address()));
        }
        return new Tensor(descriptor, segment);
    }

    /// A tensor over the bytes of a direct buffer from its position to its limit. Nothing is
    /// copied, and the tensor keeps the buffer's memory alive. The byte order set in the buffer is
    /// of no account: elements are in the machine's.
    ///
    /// @throws IllegalArgumentException when the buffer is not direct, and as for
    ///   [#of(MemoryDescriptor, MemorySegment)]
    public static Tensor of(MemoryDescriptor descriptor, ByteBuffer buffer) {
        Objects.requireNonNull(buffer, "buffer");
        if (!buffer.isDirect()) {
            throw new IllegalArgumentException(
                    "buffer: expected a direct ByteBuffer, got one on the heap, which oneDNN cannot"
                            + " reach; use ByteBuffer.allocateDirect");
        }
        return of(descriptor, MemorySegment.ofBuffer(buffer));
    }

    /// A tensor in new memory: zeroed, aligned to 64 bytes, alive as long as the arena.
    ///
    /// @throws IllegalArgumentException when the descriptor's layout is `any`
    /// @throws OutOfMemoryError when the system has not that much memory
    public static Tensor allocate(Arena arena, MemoryDescriptor descriptor) {
        Objects.requireNonNull(arena, "arena");
        Objects.requireNonNull(descriptor, "descriptor");
        requireLayout(descriptor);
        return of(descriptor, arena.allocate(descriptor.size(), ALIGNMENT));
    }

    /// A tensor over a file, mapped into memory and read as it is touched. It may be far larger
    /// than the machine's memory.
    ///
    /// The file must not be cut short while it is mapped, by this process or any other: touching
    /// what is gone makes the system end the process (SIGBUS), or makes the JVM throw an
    /// `InternalError` where Java code touches it. Neither this library nor anything else can
    /// prevent that.
    ///
    /// @param mode `READ_ONLY` makes a tensor that no primitive writes to; `READ_WRITE` creates or
    ///   extends the file and writes changes back to it; `PRIVATE` keeps changes in memory
    /// @param arena when it is closed the file is unmapped
    /// @throws IllegalArgumentException when a file that is only read is too small
    /// @throws IOException when the file cannot be opened or mapped
    public static Tensor map(Arena arena, MemoryDescriptor descriptor, Path file, MapMode mode)
            throws IOException {
        Objects.requireNonNull(arena, "arena");
        Objects.requireNonNull(descriptor, "descriptor");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(mode, "mode");
        requireLayout(descriptor);
        Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.READ);
        if (!mode.equals(MapMode.READ_ONLY)) {
            options.add(StandardOpenOption.WRITE);
        }
        if (mode.equals(MapMode.READ_WRITE)) {
            options.add(StandardOpenOption.CREATE);
        }
        try (FileChannel channel = FileChannel.open(file, options)) {
            if (!mode.equals(MapMode.READ_WRITE) && channel.size() < descriptor.size()) {
                throw new IllegalArgumentException(
                        "file: expected at least "
                                + descriptor.size()
                                + " bytes for "
                                + descriptor
                                + ", "
                                + file
                                + " has "
                                + channel.size());
            }
            return of(descriptor, channel.map(mode, 0, descriptor.size(), arena));
        }
    }

    private static void requireLayout(MemoryDescriptor descriptor) {
        if (descriptor.isAny()) {
            throw new IllegalArgumentException(
                    "descriptor: "
                            + descriptor
                            + " leaves the layout open; take the one a primitive chose, such as"
                            + " Convolution.dst()");
        }
    }

    public MemoryDescriptor descriptor() {
        return descriptor;
    }

    /// The memory. The first element lies at its start, but for a box of a blocked layout: there
    /// [MemoryDescriptor#offset()] elements into it.
    public MemorySegment segment() {
        return segment;
    }

    /// The same memory described otherwise.
    ///
    /// @throws IllegalArgumentException when the other descriptor needs more memory than there is
    public Tensor as(MemoryDescriptor other) {
        return of(Objects.requireNonNull(other, "other"), segment);
    }

    /// A box within this tensor, in the same memory. In a plain layout it lies over the slice of
    /// the segment from its first to its last element, so that boxes of one size have one
    /// descriptor: a primitive that is made for the first images of a batch runs on the next ones
    /// too. The slice is read-only or confined where the segment is.
    ///
    /// A box that leaves out images alone has no gaps. Few fast kernels read or write memory with
    /// gaps: look at [Primitive#implementation()] before you rely on it.
    ///
    /// @param dims the size of the box in each dimension
    /// @param offsets where it begins
    /// @throws IllegalArgumentException when the box does not lie within this tensor, when it cuts
    ///   through a block of a blocked layout or begins in the middle of a byte of a 4-bit type, or
    ///   when the tensor holds more than its elements, as weights that are packed with a
    ///   compensation do
    public Tensor submemory(long[] dims, long[] offsets) {
        return Box.of(descriptor, dims, offsets).tensor(segment);
    }

    /// The same elements with the dimensions in another order: [MemoryDescriptor#permute].
    public Tensor permute(int... axes) {
        return as(descriptor.permute(axes));
    }

    /// The same elements seen with other dimensions: [MemoryDescriptor#reshape].
    public Tensor reshape(long... dims) {
        return as(descriptor.reshape(dims));
    }

    /// A copy in another layout, such as `nhwc` for a convolution that would run on a reference
    /// implementation otherwise: a [Reorder] on the CPU, made and closed on the way. This tensor
    /// itself, without a copy, where it lies like that already: the result may share its memory.
    ///
    /// Any number of threads may copy one tensor at once.
    ///
    /// @param arena where the copy lives
    /// @throws IllegalArgumentException when the tag is `any` or for another number of dimensions,
    ///   or the tensor holds more than its elements, as weights that are packed with a compensation
    ///   do
    /// @throws UnimplementedException when oneDNN has no reorder for the type
    public Tensor to(FormatTag tag, Arena arena) {
        return to(Engine.shared(), tag, arena);
    }

    /// As [#to(FormatTag, Arena)], on an engine of the user's.
    public Tensor to(Engine engine, FormatTag tag, Arena arena) {
        return TensorCopy.to(Objects.requireNonNull(engine, "engine").device(), this, tag, arena);
    }

    /// A copy whose elements fill the memory without gaps, in the same order of dimensions and with
    /// the same blocks: what a box becomes before it goes to a fast kernel. Otherwise as
    /// [#to(FormatTag, Arena)]: this tensor itself where it has no gaps.
    ///
    /// @param arena where the copy lives
    /// @throws IllegalArgumentException when the type is one of 4 bits
    /// @throws UnimplementedException when oneDNN has no reorder for the type
    public Tensor dense(Arena arena) {
        return dense(Engine.shared(), arena);
    }

    /// As [#dense(Arena)], on an engine of the user's.
    public Tensor dense(Engine engine, Arena arena) {
        return TensorCopy.dense(Objects.requireNonNull(engine, "engine").device(), this, arena);
    }

    /// One element, converted to a double without loss (but for integers beyond 2^53). For looking
    /// at a tensor, not for loops over large ones: those read [#segment()].
    ///
    /// @param index one index for each dimension
    /// @throws IllegalArgumentException when the layout is not plain, the type has no Java
    ///   equivalent, or the number of indices is wrong
    /// @throws IndexOutOfBoundsException when an index is not within its dimension
    public double get(long... index) {
        return ElementAccess.of(descriptor).get(segment, index);
    }

    /// Sets one element: rounded to the nearest value of the type, ties to even (for half-precision
    /// types by way of a float); beyond the range of an integer type, to the nearest end of it.
    ///
    /// @throws IllegalArgumentException as for [#get(long...)], when the memory is read-only, or
    ///   when these are weights that are packed with a compensation, which would not fit any more
    public void set(double value, long... index) {
        ElementAccess.writing(descriptor).set(segment, value, index);
    }

    /// Sets all elements, in the order of the dimensions, the last one fastest, whatever the
    /// layout.
    ///
    /// @return this tensor
    /// @throws IllegalArgumentException when there are not as many values as elements, and as for
    ///   [#set]
    public Tensor copyFrom(float... values) {
        ElementAccess.writing(descriptor).copyFrom(segment, values);
        return this;
    }

    /// All elements, in the order of the dimensions, the last one fastest, whatever the layout.
    ///
    /// @throws IllegalArgumentException as for [#get(long...)], or when an array cannot hold them
    public float[] toArray() {
        return ElementAccess.of(descriptor).toArray(segment);
    }

    @Override
    public String toString() {
        return "Tensor[" + descriptor + "]";
    }
}
