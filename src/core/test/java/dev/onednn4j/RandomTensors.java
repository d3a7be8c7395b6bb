package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;

/// Dimensions, layouts and elements drawn at random, for primitives that take tensors of any.
///
/// Memory of results is dirty before, so that it shows what a primitive writes: its elements, 0 to
/// the padding of whole blocks, and nothing to gaps.
final class RandomTensors {
    private static final int[][] LARGEST = {
        {90}, {9, 40}, {5, 35, 9}, {3, 35, 5, 6}, {2, 19, 3, 4, 3}
    };
    private static final byte DIRT = 0x3b;

    /// Bytes around each tensor that nobody may write to.
    private static final long MARGIN = 4096;

    private final RandomGenerator random;
    private final Engine engine;
    private final Arena arena;
    private final List<MemorySegment> surroundings = new ArrayList<>();

    RandomTensors(RandomGenerator random, Engine engine, Arena arena) {
        this.random = random;
        this.engine = engine;
        this.arena = arena;
    }

    /// Small dimensions, the second one beyond a block at times.
    static long[] dims(RandomGenerator random, int leastRank, int mostRank) {
        int rank = random.nextInt(leastRank, mostRank + 1);
        long[] dims = new long[rank];
        for (int d = 0; d < rank; d++) {
            dims[d] = random.nextInt(1, LARGEST[rank - 1][d] + 1);
        }
        return dims;
    }

    /// Plain, channels last, blocked, or with gaps.
    static MemoryDescriptor layout(RandomGenerator random, DataType type, long... dims) {
        MemoryDescriptor plain = MemoryDescriptor.of(type, dims);
        int rank = dims.length;
        return switch (random.nextInt(7)) {
            case 0 -> plain.withStrides(strides(dims, ascending(rank), random.nextInt(1, 3), 2));
            case 1 -> plain.withStrides(strides(dims, shuffled(random, rank), 1, 0));
            case 2, 3 -> rank < 2 ? plain : plain.withStrides(strides(dims, lastAxis(rank), 1, 0));
            case 4 -> rank < 3 ? plain : plain.with(blocked(rank, random.nextBoolean() ? 16 : 8));
            case 5 -> box(random, type, dims);
            default -> plain;
        };
    }

    private static FormatTag blocked(int rank, int block) {
        return FormatTag.of("aBcde".substring(0, rank) + block + "b");
    }

    /// The layout of a box within a larger plain tensor.
    private static MemoryDescriptor box(RandomGenerator random, DataType type, long... dims) {
        long[] whole = new long[dims.length];
        for (int d = 0; d < dims.length; d++) {
            whole[d] = dims[d] + random.nextInt(4);
        }
        return MemoryDescriptor.of(type, whole).submemory(dims, new long[dims.length]);
    }

    private static int[] ascending(int rank) {
        int[] order = new int[rank];
        Arrays.setAll(order, d -> d);
        return order;
    }

    private static int[] lastAxis(int rank) {
        int[] order = ascending(rank);
        System.arraycopy(order, 2, order, 1, rank - 2);
        order[rank - 1] = 1;
        return order;
    }

    private static int[] shuffled(RandomGenerator random, int rank) {
        int[] order = ascending(rank);
        for (int d = rank - 1; d > 0; d--) {
            int other = random.nextInt(d + 1);
            int kept = order[d];
            order[d] = order[other];
            order[other] = kept;
        }
        return order;
    }

    /// @param order the dimensions from the outermost to the innermost
    /// @param gap elements that are left out after each row
    private static long[] strides(long[] dims, int[] order, int innermost, int gap) {
        long[] strides = new long[dims.length];
        long stride = innermost;
        for (int place = dims.length - 1; place >= 0; place--) {
            strides[order[place]] = stride;
            stride = stride * dims[order[place]] + gap;
        }
        return strides;
    }

    Engine engine() {
        return engine;
    }

    long[] dims(int leastRank, int mostRank) {
        return dims(random, leastRank, mostRank);
    }

    MemoryDescriptor layout(DataType type, long... dims) {
        return layout(random, type, dims);
    }

    /// The layout of another tensor, for these dimensions and this type.
    MemoryDescriptor layoutLike(MemoryDescriptor other, DataType type, long... dims) {
        String layout = other.layout();
        MemoryDescriptor plain = MemoryDescriptor.of(type, dims);
        return FormatTag.names().contains(layout) ? plain.with(FormatTag.of(layout)) : plain;
    }

    /// One of several types.
    DataType type(List<DataType> types) {
        return types.get(random.nextInt(types.size()));
    }

    /// A tensor of elements as a supplier gives them, rounded to the type; what lies between them
    /// is dirty.
    Tensor filled(MemoryDescriptor descriptor, DoubleSupplier elements) {
        MemoryDescriptor plain = MemoryDescriptor.of(descriptor.dataType(), descriptor.dims());
        Tensor tensor = Tensor.allocate(arena, plain);
        float[] values = new float[Math.toIntExact(plain.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) elements.getAsDouble();
        }
        tensor.copyFrom(values);
        Tensor filled = dirty(descriptor);
        Reorder.run(engine, tensor, filled);
        return filled;
    }

    /// A tensor of the numbers of the type that a result is drawn from: −4 to 4 in quarters, or
    /// small integers.
    Tensor filled(MemoryDescriptor descriptor) {
        return filled(descriptor, () -> number(descriptor.dataType()));
    }

    private double number(DataType type) {
        return switch (type) {
            case U8 -> random.nextInt(0, 17);
            case S8, S32 -> random.nextInt(-8, 9);
            default -> random.nextInt(-16, 17) / 4.0;
        };
    }

    /// Memory for a result.
    Tensor dirty(MemoryDescriptor descriptor) {
        MemorySegment around = arena.allocate(descriptor.size() + 2 * MARGIN, MARGIN);
        around.fill(DIRT);
        surroundings.add(around);
        return Tensor.of(descriptor, around.asSlice(MARGIN, descriptor.size()));
    }

    /// The elements, in the order of the dimensions; without the sign of 0.
    double[] elements(Tensor tensor) {
        Tensor plain = tensor;
        if (!tensor.descriptor().isPlain()) {
            MemoryDescriptor descriptor = tensor.descriptor();
            plain =
                    Tensor.allocate(
                            arena, MemoryDescriptor.of(descriptor.dataType(), descriptor.dims()));
            Reorder.run(engine, tensor, plain);
        }
        float[] values = plain.toArray();
        double[] elements = new double[values.length];
        Arrays.setAll(elements, i -> values[i] + 0.0);
        return elements;
    }

    /// Checks that padding is 0, and gaps and what surrounds any tensor are as dirty as before.
    void assertNothingElseWritten(Tensor tensor, Object problem) {
        MemorySegment dirt = arena.allocate(MARGIN).fill(DIRT);
        for (MemorySegment around : surroundings) {
            assertEquals(
                    -1,
                    dirt.mismatch(around.asSlice(0, MARGIN)),
                    () -> "written before " + problem);
            assertEquals(
                    -1,
                    dirt.mismatch(around.asSlice(around.byteSize() - MARGIN)),
                    () -> "written behind " + problem);
        }
        MemoryDescriptor descriptor = tensor.descriptor();
        if (!descriptor.isPlain() && FormatTag.names().contains(descriptor.layout())) {
            MemoryDescriptor whole =
                    MemoryDescriptor.of(descriptor.dataType(), descriptor.paddedDims())
                            .with(FormatTag.of(descriptor.layout()));
            double all = Arrays.stream(elements(tensor.as(whole))).map(Math::abs).sum();
            double own = Arrays.stream(elements(tensor)).map(Math::abs).sum();
            if (Double.isFinite(own)) {
                assertEquals(own, all, own * 1e-12, () -> "padding of " + problem);
            }
        }
        if (!descriptor.isPlain()) {
            return;
        }
        BitSet own = new BitSet();
        mark(own, descriptor.dims(), descriptor.strides(), 0, 0);
        long size = descriptor.dataType().size();
        MemorySegment memory = tensor.segment();
        for (long at = 0; at < descriptor.size(); at++) {
            if (!own.get((int) (at / size))) {
                assertEquals(
                        DIRT,
                        memory.get(ValueLayout.JAVA_BYTE, at),
                        () -> "a gap of " + descriptor + " in " + problem);
            }
        }
    }

    private static void mark(BitSet own, long[] dims, long[] strides, long start, int d) {
        for (int i = 0; i < dims[d]; i++) {
            long at = start + i * strides[d];
            if (d == dims.length - 1) {
                own.set((int) at);
            } else {
                mark(own, dims, strides, at, d + 1);
            }
        }
    }
}
