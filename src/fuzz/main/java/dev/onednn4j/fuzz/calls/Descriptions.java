package dev.onednn4j.fuzz.calls;

import dev.onednn4j.DataType;
import dev.onednn4j.FormatTag;
import dev.onednn4j.MemoryDescriptor;

/// Descriptors of tensors, in many layouts.
final class Descriptions {
    private static final int LAST = 5;

    private Descriptions() {}

    /// A descriptor of these dimensions, most often a dense one.
    static Result known(Draft draft, DataType type, long... dims) {
        Result plain = plain(draft, type, dims);
        Choices choices = draft.choices();
        if (choices.percent(60)) {
            return plain;
        }
        if (choices.percent(20)) {
            return draft.call(plain, "withStrides", Literal.of(gaps(choices, dims)));
        }
        return draft.call(plain, "with", Literal.of(order(choices, dims.length)));
    }

    /// As [#known], or a descriptor whose layout is left open.
    static Result any(Draft draft, DataType type, long... dims) {
        return draft.choices().percent(40)
                ? draft.call(plain(draft, type, dims), "with", Literal.of(FormatTag.ANY))
                : known(draft, type, dims);
    }

    static Result plain(Draft draft, DataType type, long... dims) {
        return draft.make(MemoryDescriptor.class, "of", Literal.of(type), Literal.of(dims));
    }

    /// A tag: the dimensions in some order, or blocks of channels.
    static FormatTag order(Choices choices, int ndims) {
        if (ndims >= 3 && ndims <= LAST) {
            int kind = choices.between(0, 9);
            if (kind < 4) {
                return last(ndims);
            }
            if (kind < 6) {
                return FormatTag.of("aBcde".substring(0, ndims) + choices.of("8b", "16b"));
            }
        }
        StringBuilder order = new StringBuilder();
        for (int d : choices.shuffled(ndims)) {
            order.append((char) ('a' + d));
        }
        return FormatTag.names().contains(order.toString())
                ? FormatTag.of(order.toString())
                : FormatTag.of("abcdefghijkl".substring(0, ndims));
    }

    /// Channels last.
    private static FormatTag last(int ndims) {
        return FormatTag.of("a" + "cde".substring(0, ndims - 2) + "b");
    }

    /// Strides that leave gaps.
    private static long[] gaps(Choices choices, long... dims) {
        long[] strides = new long[dims.length];
        long inner = choices.between(1, 2);
        for (int d = dims.length - 1; d >= 0; d--) {
            strides[d] = inner;
            inner = inner * Math.max(1, dims[d]) + choices.of(0, 0, 1, 3);
        }
        return strides;
    }
}
