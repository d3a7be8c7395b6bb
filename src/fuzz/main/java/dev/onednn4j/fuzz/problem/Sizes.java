package dev.onednn4j.fuzz.problem;

import java.util.List;

/// The sizes of a problem: all its tensors' dimensions follow from them.
public sealed interface Sizes permits SlidingSizes, InnerSizes, MatrixSizes, TensorSizes {
    /// The dimensions of a tensor.
    ///
    /// @param operand its name in the problem
    long[] dims(String operand);

    /// The multiplications, or elements, that the problem takes: how long a definition needs.
    long cost();

    /// Smaller ones, the smallest first. They may make no sense.
    List<Sizes> smaller();

    /// Values that are tried instead of one, smallest first.
    ///
    /// @param least the smallest that makes sense
    static List<Long> below(long value, long least) {
        return java.util.stream.LongStream.of(least, value / 4, value / 2, value - 2, value - 1)
                .filter(each -> each >= least && each < value)
                .distinct()
                .boxed()
                .toList();
    }
}
