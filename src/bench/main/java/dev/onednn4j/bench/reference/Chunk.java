package dev.onednn4j.bench.reference;

import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Neighbouring elements of a tensor: one task of those that go through all of them.
///
/// @param number counted from 0
public record Chunk(long number, long first, int count) {
    private static final int LENGTH = 1 << 14;

    /// All elements, as a parallel stream that keeps their order.
    public static Stream<Chunk> of(long elements) {
        return LongStream.range(0, Math.ceilDiv(elements, LENGTH))
                .parallel()
                .mapToObj(
                        number -> {
                            long first = number * LENGTH;
                            return new Chunk(
                                    number, first, (int) Math.min(LENGTH, elements - first));
                        });
    }
}
