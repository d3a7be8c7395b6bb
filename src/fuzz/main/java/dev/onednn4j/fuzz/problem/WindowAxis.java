package dev.onednn4j.fuzz.problem;

/// One spatial dimension that a kernel moves along.
///
/// @param left the padding before
/// @param right the padding behind; negative where the last elements are not met
/// @param dilation how far apart neighbours in the kernel are; 1 is none
public record WindowAxis(
        long input, long kernel, long stride, long dilation, long left, long right) {
    /// What the kernel spans.
    public long reach() {
        return (kernel - 1) * dilation + 1;
    }

    /// How many places it takes when it moves over the input; of a transposed convolution, how
    /// large the result is.
    public long output(boolean transposed) {
        return transposed
                ? (input - 1) * stride + reach() - left - right
                : Math.floorDiv(input + left + right - reach(), stride) + 1;
    }

    /// The least padding behind that gives the output: what is over is met by nothing.
    long leastRight(boolean transposed) {
        return of(transposed, input, output(transposed), kernel, stride, dilation, left).right;
    }

    /// The axis that has this output, with the least padding behind.
    ///
    /// @param left the padding before
    static WindowAxis of(
            boolean transposed,
            long input,
            long output,
            long kernel,
            long stride,
            long dilation,
            long left) {
        long reach = (kernel - 1) * dilation + 1;
        long right =
                transposed
                        ? (input - 1) * stride + reach - left - output
                        : (output - 1) * stride + reach - input - left;
        return new WindowAxis(input, kernel, stride, dilation, left, right);
    }
}
