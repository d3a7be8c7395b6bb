package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Memory for tensors that tells afterwards whether a primitive wrote where it must not: to its
/// sources, between the elements of a result with gaps, before it or behind it.
final class WatchedMemory implements AutoCloseable {
    private static final long MARGIN = 128;

    /// Where memory for one tensor comes from.
    interface Source {
        /// Memory that ends where the tensor does, or with a margin.
        MemorySegment allocate(long size, Arena arena);
    }

    /// @param before what the whole memory must hold afterwards; null for a result
    private record Watched(Tensor tensor, MemorySegment all, byte[] before) {}

    private final Engine engine;
    private final Arena arena = Arena.ofShared();
    private final Source source;
    private final List<Watched> watched = new ArrayList<>();

    /// Memory with margins around each tensor.
    WatchedMemory(Engine engine) {
        this(engine, (size, arena) -> arena.allocate(size + 2 * MARGIN, 64));
    }

    WatchedMemory(Engine engine, Source source) {
        this.engine = engine;
        this.source = source;
    }

    /// Says what is about to run, as long as it may end the process.
    String announce(Primitive primitive, MemoryDescriptor... tensors) {
        StringBuilder text = new StringBuilder(primitive.toString());
        for (MemoryDescriptor tensor : tensors) {
            text.append(", ").append(tensor);
            if (tensor.isPlain()) {
                text.append(Arrays.toString(tensor.strides())).append('@').append(tensor.offset());
            }
        }
        if (source instanceof GuardPages) {
            System.out.println(text);
        }
        return text.toString();
    }

    Arena arena() {
        return arena;
    }

    /// A tensor that a primitive reads.
    ///
    /// @param values in the order of the dimensions
    Tensor reads(MemoryDescriptor descriptor, float... values) {
        return fill(allocate(descriptor), values, true);
    }

    /// A tensor that a primitive reads in full and writes.
    Tensor updates(MemoryDescriptor descriptor, float... values) {
        return fill(allocate(descriptor), values, false);
    }

    /// A tensor that a primitive writes, full of what nobody asked for.
    Tensor writes(MemoryDescriptor descriptor) {
        Watched one = allocate(descriptor);
        watched.add(one);
        return one.tensor();
    }

    private Watched allocate(MemoryDescriptor descriptor) {
        MemorySegment all = source.allocate(descriptor.size(), arena);
        all.fill(pattern(descriptor.dataType()));
        long start = Math.min(MARGIN, all.byteSize() - descriptor.size());
        return new Watched(Tensor.of(descriptor, all.asSlice(start)), all, new byte[0]);
    }

    private Tensor fill(Watched one, float[] values, boolean sealed) {
        MemoryDescriptor descriptor = one.tensor().descriptor();
        if (descriptor.isPlain()) {
            one.tensor().copyFrom(values);
        } else {
            Tensor plain =
                    Tensor.allocate(
                            arena, MemoryDescriptor.of(descriptor.dataType(), descriptor.dims()));
            Reorder.run(engine, plain.copyFrom(values), one.tensor());
        }
        watched.add(
                sealed
                        ? new Watched(
                                one.tensor(), one.all(), one.all().toArray(ValueLayout.JAVA_BYTE))
                        : one);
        return one.tensor();
    }

    /// The elements in the order of the dimensions; −0 becomes 0, which a rectifier makes of a
    /// negative number.
    float[] elements(Tensor tensor) {
        MemoryDescriptor descriptor = tensor.descriptor();
        Tensor plain = tensor;
        if (!descriptor.isPlain()) {
            plain =
                    Tensor.allocate(
                            arena, MemoryDescriptor.of(descriptor.dataType(), descriptor.dims()));
            Reorder.run(engine, tensor, plain);
        }
        float[] values = plain.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] += 0f;
        }
        return values;
    }

    /// Fails where a byte was written that belongs to no element of a result. Overwrites results.
    void requireUntouched(Object what) {
        for (Watched one : watched) {
            byte[] expected = one.before();
            if (expected.length == 0) {
                expected = new byte[(int) one.all().byteSize()];
                Arrays.fill(expected, pattern(one.tensor().descriptor().dataType()));
                cover(one);
            }
            long place = one.all().mismatch(MemorySegment.ofArray(expected));
            assertEquals(
                    -1,
                    place,
                    () -> "written beside the elements of " + one.tensor() + ": " + what);
        }
        watched.clear();
    }

    /// Lets a result's elements look like what was there before; all of a blocked one.
    private static void cover(Watched one) {
        MemoryDescriptor descriptor = one.tensor().descriptor();
        byte pattern = pattern(descriptor.dataType());
        if (!descriptor.isPlain()) {
            one.tensor().segment().asSlice(0, descriptor.size()).fill(pattern);
            return;
        }
        float[] values = new float[(int) descriptor.elements()];
        float value =
                switch (descriptor.dataType()) {
                    case F32 -> Float.intBitsToFloat(0x3d3d3d3d);
                    case BF16 -> Float.intBitsToFloat(0x3d3d0000);
                    case F16 -> Float.float16ToFloat((short) 0x3d3d);
                    case U8 -> 255;
                    default -> -1;
                };
        Arrays.fill(values, value);
        one.tensor().copyFrom(values);
    }

    /// A byte that makes an element which a float can hold.
    private static byte pattern(DataType type) {
        return switch (type) {
            case F32, BF16, F16 -> 0x3d;
            default -> -1;
        };
    }

    @Override
    public void close() {
        arena.close();
    }
}
