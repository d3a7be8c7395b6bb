package dev.onednn4j.bench;

/// One spatial dimension of a convolution.
///
/// @param input source size, in points
/// @param output destination size, in points
/// @param kernel number of taps
/// @param stride step between neighbouring outputs, 1 or more
/// @param padding points before the source; what follows it is [#paddingRight()]
/// @param dilation gap between neighbouring taps: benchdnn's number, **0 = none** (the API's is one
///   more)
record SpatialAxis(long input, long output, long kernel, long stride, long padding, long dilation) {
    /// The points that the kernel spans, gaps included.
    ///
    /// @throws ArithmeticException when it does not fit a `long`
    static long extent(long kernel, long dilation) {
        return Math.addExact(Math.multiplyExact(kernel - 1, Math.incrementExact(dilation)), 1);
    }

    /// The output size that an omitted one stands for, with the same padding on both sides.
    static long derivedOutput(long input, long kernel, long stride, long padding, long dilation) {
        long room = Math.addExact(input - extent(kernel, dilation), Math.multiplyExact(padding, 2));
        return room / stride + 1;
    }

    /// The padding that an omitted one stands for: half of what is missing, the smaller half first.
    static long derivedPadding(long input, long output, long kernel, long stride, long dilation) {
        long reach = Math.multiplyExact(output - 1, stride);
        return Math.addExact(reach - input, extent(kernel, dilation)) / 2;
    }

    /// Points after the source that the outputs reach. Negative when the stride leaves source
    /// unread.
    long paddingRight() {
        long reach = Math.multiplyExact(output - 1, stride);
        return Math.addExact(reach - input, extent(kernel, dilation)) - padding;
    }

    /// Whether source, kernel and output belong together; it is what oneDNN demands of its
    /// paddings.
    boolean fits() {
        return padding >= 0 && paddingRight() > -stride;
    }

    /// How many of all outputs' taps read the source and not the padding.
    long validTaps() {
        long taps = 0;
        for (long tap = 0; tap < kernel; tap++) {
            long offset = tap * (dilation + 1) - padding;
            long first = Math.max(0, Math.ceilDiv(-offset, stride));
            long last = Math.min(output - 1, Math.floorDiv(input - 1 - offset, stride));
            taps += Math.max(0, last - first + 1);
        }
        return taps;
    }
}
