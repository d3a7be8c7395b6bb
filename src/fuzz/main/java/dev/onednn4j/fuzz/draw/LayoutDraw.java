package dev.onednn4j.fuzz.draw;

import dev.onednn4j.FormatTag;
import dev.onednn4j.fuzz.problem.LayoutSpec;
import dev.onednn4j.fuzz.problem.Numbers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Draws layouts. Fixed ones that do not go together fall to the reference implementation, so that
/// most problems have layouts that do.
final class LayoutDraw {
    /// So that blocks do not make a large tensor of a small one.
    private static final long LARGEST_PADDED = 100_000;

    private static final Pattern BLOCK = Pattern.compile("(\\d+)([a-l])");

    private static final Map<Integer, List<String>> BLOCKED = blocked();

    private enum Mood {
        /// The primitive chooses all of them.
        OPEN,
        /// As a C array.
        PLAIN,
        /// Channels innermost.
        CHANNELS_LAST,
        /// Blocks of channels.
        BLOCKED,
        /// Any for each.
        MIXED
    }

    private final Dice dice;
    private final boolean mayBeOpen;
    private final Mood mood;
    private final int block;

    /// @param mayBeOpen whether the primitive can choose layouts
    LayoutDraw(Dice dice, boolean mayBeOpen) {
        this.dice = dice;
        this.mayBeOpen = mayBeOpen;
        this.block = dice.of(8, 16, 16, 4);
        this.mood =
                dice.of(
                        mayBeOpen ? Mood.OPEN : Mood.PLAIN,
                        mayBeOpen ? Mood.OPEN : Mood.CHANNELS_LAST,
                        mayBeOpen ? Mood.OPEN : Mood.BLOCKED,
                        Mood.PLAIN,
                        Mood.CHANNELS_LAST,
                        Mood.BLOCKED,
                        Mood.MIXED,
                        Mood.MIXED);
    }

    private static Map<Integer, List<String>> blocked() {
        return FormatTag.names().stream()
                .filter(name -> name.matches("[a-lA-L]+(\\d+[a-l])+"))
                .collect(Collectors.groupingBy(name -> FormatTag.of(name).ndims()));
    }

    /// The layout of an activation: {N, C, …}.
    LayoutSpec activation(long... dims) {
        return switch (mood) {
            case OPEN -> LayoutSpec.any();
            case PLAIN -> gapped(LayoutSpec.plain(dims.length), dims);
            case CHANNELS_LAST -> gapped(channelsLast(dims.length), dims);
            case BLOCKED -> channelBlocks(dims.length);
            case MIXED -> any(dims);
        };
    }

    /// The layout of weights.
    LayoutSpec weights(long... dims) {
        return switch (mood) {
            case OPEN, BLOCKED -> open(dims);
            case PLAIN ->
                    dice.percent(50) ? open(dims) : gapped(LayoutSpec.plain(dims.length), dims);
            case CHANNELS_LAST -> dice.percent(70) ? open(dims) : any(dims);
            case MIXED -> any(dims);
        };
    }

    private LayoutSpec open(long[] dims) {
        return mayBeOpen ? LayoutSpec.any() : any(dims);
    }

    /// Blocks of channels, as convolutions use them.
    private LayoutSpec channelBlocks(int ndims) {
        if (ndims < 2 || ndims > 5) {
            return new LayoutSpec.Tagged(LayoutSpec.plain(ndims));
        }
        String letters = LayoutSpec.plain(ndims);
        return new LayoutSpec.Tagged("aB" + letters.substring(2) + block + "b");
    }

    /// Mostly dense; sometimes with gaps or a box.
    private LayoutSpec gapped(String order, long[] dims) {
        return switch (dice.between(0, 9)) {
            case 0 -> strided(order, dims);
            case 1 -> box(order, dims);
            case 2 -> odd(order, dims);
            default -> dense(order, dims);
        };
    }

    private static LayoutSpec dense(String order, long[] dims) {
        return FormatTag.names().contains(order)
                ? new LayoutSpec.Tagged(order)
                : new LayoutSpec.Strided(
                        Numbers.list(LayoutSpec.strides(order, Numbers.list(dims))));
    }

    /// Any layout at all.
    LayoutSpec any(long... dims) {
        int kind = dice.between(0, 11);
        String order =
                switch (dice.between(0, 3)) {
                    case 0 -> LayoutSpec.plain(dims.length);
                    case 1 -> channelsLast(dims.length);
                    default -> dice.order(dims.length);
                };
        return switch (kind) {
            case 0, 1 -> mayBeOpen ? LayoutSpec.any() : dense(order, dims);
            case 2 -> channelBlocks(dims.length);
            case 3, 4 -> block(dims);
            case 5, 6 -> strided(order, dims);
            case 7, 8 -> box(order, dims);
            case 9 -> odd(order, dims);
            default -> dense(order, dims);
        };
    }

    private LayoutSpec block(long[] dims) {
        List<String> tags = BLOCKED.getOrDefault(dims.length, List.of());
        for (int tries = 0; tries < 5 && !tags.isEmpty(); tries++) {
            String tag = dice.of(tags);
            if (padded(tag, dims) <= LARGEST_PADDED) {
                return new LayoutSpec.Tagged(tag);
            }
        }
        return dense(LayoutSpec.plain(dims.length), dims);
    }

    /// The elements of a tensor with what fills up its blocks.
    private static long padded(String tag, long[] dims) {
        long[] blocks = new long[dims.length];
        Arrays.fill(blocks, 1);
        Matcher block = BLOCK.matcher(tag);
        while (block.find()) {
            blocks[block.group(2).charAt(0) - 'a'] *= Long.parseLong(block.group(1));
        }
        long product = 1;
        for (int d = 0; d < dims.length; d++) {
            product *= Math.ceilDiv(dims[d], blocks[d]) * blocks[d];
        }
        return product;
    }

    /// With gaps behind some dimensions.
    private LayoutSpec strided(String order, long[] dims) {
        long[] whole = dims.clone();
        for (int d = 0; d < dims.length; d++) {
            whole[d] += dice.percent(35) ? dice.between(1, 3) : 0;
        }
        return new LayoutSpec.Strided(Numbers.list(LayoutSpec.strides(order, Numbers.list(whole))));
    }

    private LayoutSpec box(String order, long[] dims) {
        List<Long> whole = new ArrayList<>();
        List<Long> offsets = new ArrayList<>();
        for (long dim : dims) {
            int more = dice.percent(50) ? dice.between(1, 3) : 0;
            whole.add(dim + more);
            offsets.add((long) dice.between(0, more));
        }
        return new LayoutSpec.Box(order, List.copyOf(whole), List.copyOf(offsets));
    }

    /// Dense, with any strides at all where dimensions of one element let them mean nothing.
    private LayoutSpec odd(String order, long[] dims) {
        long[] strides = LayoutSpec.strides(order, Numbers.list(dims));
        for (int d = 0; d < dims.length; d++) {
            if (dims[d] == 1 && dice.percent(70)) {
                strides[d] = dice.of(1L, 2L, 7L, 64L, 4096L);
            }
        }
        return new LayoutSpec.Strided(Numbers.list(strides));
    }

    /// `acdb`
    static String channelsLast(int ndims) {
        String plain = LayoutSpec.plain(ndims);
        return ndims < 3 ? plain : "a" + plain.substring(2) + "b";
    }
}
