package dev.onednn4j;

import java.util.List;
import java.util.random.RandomGenerator;

/// Layouts drawn at random: dense, blocked, with gaps, boxes within larger tensors, and dimensions
/// of one element with strides that mean nothing.
///
/// @param open whether all layouts are left to the primitive, as users do: fixed ones that do not
///   go together fall to the reference implementation
record RandomLayouts(RandomGenerator random, boolean open) {
    private static final List<List<String>> BLOCKED =
            List.of(
                    List.of("AB16b16a", "AB8b8a", "BA16a16b", "AB16a16b"),
                    List.of("aBc16b", "aBc8b", "aBc4b", "ABc16b16a"),
                    List.of("aBcd16b", "aBcd8b", "aBcd4b", "ABcd8b8a"),
                    List.of("aBcde16b", "aBcde8b", "aBcde4b", "ABcde16b16a"));

    static RandomLayouts of(RandomGenerator random) {
        return new RandomLayouts(random, random.nextBoolean());
    }

    /// A descriptor, maybe with the layout `any`.
    MemoryDescriptor draw(DataType type, long... dims) {
        return open || random.nextInt(6) == 0
                ? MemoryDescriptor.of(type, dims).with(FormatTag.ANY)
                : fixed(type, dims);
    }

    /// A descriptor with a layout.
    MemoryDescriptor fixed(DataType type, long... dims) {
        MemoryDescriptor plain = MemoryDescriptor.of(type, dims);
        int ndims = dims.length;
        return switch (random.nextInt(8)) {
            case 0 -> plain;
            case 1 -> dense(type, dims, channelsLast(ndims), new long[ndims]);
            case 2, 3 -> {
                if (ndims < 2 || ndims > 5) {
                    yield plain;
                }
                List<String> tags = BLOCKED.get(ndims - 2);
                yield plain.with(FormatTag.of(tags.get(random.nextInt(tags.size()))));
            }
            case 4 -> dense(type, dims, shuffled(ndims), new long[ndims]);
            case 5 -> dense(type, dims, shuffled(ndims), gaps(ndims));
            case 6 -> box(type, dims);
            default -> odd(dense(type, dims, shuffled(ndims), new long[ndims]));
        };
    }

    private long[] gaps(int ndims) {
        long[] gaps = new long[ndims];
        for (int d = 0; d < ndims; d++) {
            gaps[d] = random.nextInt(3) == 0 ? random.nextInt(1, 4) : 0;
        }
        return gaps;
    }

    /// The layout of a box within a larger tensor.
    private MemoryDescriptor box(DataType type, long[] dims) {
        long[] whole = dims.clone();
        for (int d = 0; d < dims.length; d++) {
            if (random.nextBoolean()) {
                whole[d] += random.nextInt(1, 4);
            }
        }
        int[] order = random.nextBoolean() ? shuffled(dims.length) : channelsLast(dims.length);
        return dense(type, whole, order, new long[dims.length])
                .submemory(dims, new long[dims.length]);
    }

    /// The same with any strides at all where they do not count.
    private MemoryDescriptor odd(MemoryDescriptor plain) {
        long[] choices = {1, 2, 7, 64, 4096, 1L << 40};
        long[] strides = plain.strides();
        for (int d = 0; d < strides.length; d++) {
            if (plain.dim(d) == 1 && random.nextInt(4) > 0) {
                strides[d] = choices[random.nextInt(choices.length)];
            }
        }
        return plain.withStrides(strides);
    }

    /// @param order dimensions from the innermost to the outermost
    /// @param gaps what is added to each dimension
    private static MemoryDescriptor dense(DataType type, long[] dims, int[] order, long[] gaps) {
        long[] strides = new long[dims.length];
        long stride = 1;
        for (int d : order) {
            strides[d] = stride;
            stride *= dims[d] + gaps[d];
        }
        return MemoryDescriptor.of(type, dims).withStrides(strides);
    }

    private static int[] channelsLast(int ndims) {
        int[] order = new int[ndims];
        order[0] = Math.min(1, ndims - 1);
        for (int i = 1; i < ndims - 1; i++) {
            order[i] = ndims - i;
        }
        return order;
    }

    private int[] shuffled(int ndims) {
        int[] order = new int[ndims];
        for (int i = 0; i < ndims; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }
}
