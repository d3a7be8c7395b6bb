package dev.onednn4j.internal.memory;

import java.util.Arrays;

/// The largest numbers that oneDNN computes with. Its interface takes 64 bits, but many
/// implementations keep sizes in 32, without a look at what is cut off: they crash, or compute
/// something else.
///
/// Only single numbers are bounded here, never the size of a tensor.
public final class Limits {
    /// The largest size: of a dimension, of what a kernel reaches over, of a padded dimension.
    public static final long SIZE = Integer.MAX_VALUE;

    /// The largest stride, dilation and padding of a convolution. Implementations multiply them by
    /// numbers of channels and bytes, and count through them.
    public static final long STEP = 1 << 24;

    private Limits() {}

    /// Checks the dimensions of a tensor.
    ///
    /// @throws IllegalArgumentException when one is too large
    public static void requireSizes(String name, long... dims) {
        for (long dim : dims) {
            if (dim > SIZE) {
                throw new IllegalArgumentException(
                        name
                                + ": expected dimensions of at most "
                                + SIZE
                                + ", as oneDNN keeps them in 32 bits, got "
                                + Arrays.toString(dims));
            }
        }
    }

    /// Checks a size that follows from other numbers.
    ///
    /// @param what for the message: what it is the size of
    /// @throws IllegalArgumentException when it is too large
    public static void requireSize(String what, long size) {
        if (size > SIZE) {
            throw new IllegalArgumentException(
                    what
                            + ": expected at most "
                            + SIZE
                            + " elements, as oneDNN keeps their number in 32 bits, got "
                            + size);
        }
    }
}
