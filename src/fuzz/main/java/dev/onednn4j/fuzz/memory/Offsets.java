package dev.onednn4j.fuzz.memory;

import dev.onednn4j.FormatTag;
import dev.onednn4j.MemoryDescriptor;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where each element of a tensor lies, reckoned from strides and the names of blocks alone.
///
/// @param elements the place of each element, in elements from the start of the memory, in the
///   order of the dimensions, the last one fastest
/// @param padding the places of what fills up blocks, which must be 0
public record Offsets(int[] elements, int[] padding) {
    private static final Pattern BLOCKS = Pattern.compile("[a-zA-Z]+((?:\\d+[a-z])+)");
    private static final Pattern BLOCK = Pattern.compile("(\\d+)([a-z])");

    private record Block(int size, int dimension) {}

    /// The places; null where the layout cannot be reckoned: it is opaque, or carries what its name
    /// does not tell.
    ///
    /// @param asked whether it is a layout that was asked for: then its name tells all
    public static @Nullable Offsets of(MemoryDescriptor descriptor, boolean asked) {
        if (descriptor.isPlain()) {
            return new Offsets(plain(descriptor), new int[0]);
        }
        String name = descriptor.layout();
        Matcher matcher = BLOCKS.matcher(name);
        if (!matcher.matches() || !FormatTag.names().contains(name)) {
            return null;
        }
        if (!asked
                && !MemoryDescriptor.of(descriptor.dataType(), descriptor.dims())
                        .with(FormatTag.of(name))
                        .equals(descriptor)) {
            return null;
        }
        List<Block> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(matcher.group(1));
        while (block.find()) {
            blocks.add(new Block(Integer.parseInt(block.group(1)), block.group(2).charAt(0) - 'a'));
        }
        return blocked(descriptor, blocks);
    }

    private static int[] plain(MemoryDescriptor descriptor) {
        long[] dims = descriptor.dims();
        long[] strides = descriptor.strides();
        int[] places = new int[Math.toIntExact(descriptor.elements())];
        int[] index = new int[dims.length];
        long place = descriptor.offset();
        for (int i = 0; i < places.length; i++) {
            places[i] = Math.toIntExact(place);
            for (int d = dims.length - 1; d >= 0; d--) {
                place += strides[d];
                if (++index[d] < dims[d]) {
                    break;
                }
                place -= dims[d] * strides[d];
                index[d] = 0;
            }
        }
        return places;
    }

    private static Offsets blocked(MemoryDescriptor descriptor, List<Block> blocks) {
        long[] dims = descriptor.dims();
        long[] padded = descriptor.paddedDims();
        long[] strides = descriptor.strides();
        int[] places = new int[Math.toIntExact(descriptor.elements())];
        long all = 1;
        for (long dim : padded) {
            all *= dim;
        }
        int[] padding = new int[Math.toIntExact(all - places.length)];
        long[] index = new long[dims.length];
        int element = 0;
        int filler = 0;
        for (long i = 0; i < all; i++) {
            boolean inside = true;
            for (int d = 0; d < dims.length; d++) {
                inside &= index[d] < dims[d];
            }
            int place = Math.toIntExact(descriptor.offset() + place(index, strides, blocks));
            if (inside) {
                places[element++] = place;
            } else {
                padding[filler++] = place;
            }
            for (int d = dims.length - 1; d >= 0 && ++index[d] == padded[d]; d--) {
                index[d] = 0;
            }
        }
        return new Offsets(places, padding);
    }

    private static long place(long[] index, long[] strides, List<Block> blocks) {
        long[] rest = index.clone();
        long place = 0;
        long stride = 1;
        for (int i = blocks.size() - 1; i >= 0; i--) {
            Block block = blocks.get(i);
            place += rest[block.dimension] % block.size * stride;
            rest[block.dimension] /= block.size;
            stride *= block.size;
        }
        for (int d = 0; d < rest.length; d++) {
            place += rest[d] * strides[d];
        }
        return place;
    }
}
