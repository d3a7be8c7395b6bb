package dev.onednn4j.bench.problem;

import java.util.stream.LongStream;

/// One spatial dimension of a convolution.
///
/// @param input source size, in points
/// @param output destination size, in points
/// @param kernel number of taps
/// @param stride step between neighbouring outputs, 1 or more
/// @param padding points before the source; what follows it is [#paddingRight()]
/// @param dilation gap between neighbouring taps: benchdnn's number, **0 = none** (the API's is one
///   more)
public record SpatialAxis(
        long input, long output, long kernel, long stride, long padding, long dilation) {
    /// The points that the kernel spans, gaps included.
    ///
    /// @throws ArithmeticException when it does not fit a `long`
    public static long extent(long kernel, long dilation) {
        return Math.addExact(Math.multiplyExact(kernel - 1, Math.incrementExact(dilation)), 1);
    }

    /// The output size of a deconvolution that an omitted one stands for, with the same padding on
    /// both sides.
    static long derivedTransposedOutput(
            long input, long kernel, long stride, long padding, long dilation) {
        long reach = Math.multiplyExact(input - 1, stride);
        return Math.addExact(reach, extent(kernel, dilation) - Math.multiplyExact(padding, 2));
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

    /// The axis of the same taps in the other direction: what a deconvolution does to its input is
    /// what a convolution's gradient does to its output.
    SpatialAxis exchanged() {
        return new SpatialAxis(
                /* input= */ output, /* output= */ input, kernel, stride, padding, dilation);
    }

    /// Points after the source that the outputs reach. Negative when the stride leaves source
    /// unread.
    public long paddingRight() {
        long reach = Math.multiplyExact(output - 1, stride);
        return Math.addExact(reach - input, extent(kernel, dilation)) - padding;
    }

    /// Whether source, kernel and output belong together; it is what oneDNN demands of its
    /// paddings.
    boolean fits() {
        return padding >= 0 && paddingRight() > -stride;
    }

    /// The part of the taps that read the source for some output.
    public double reachedTaps() {
        return LongStream.range(0, kernel).filter(tap -> reading(tap) > 0).count()
                / (double) kernel;
    }

    /// The part of the outputs that read the source with some tap.
    public double reachedOutputs() {
        return LongStream.range(0, output)
                        .filter(
                                place ->
                                        LongStream.range(0, kernel)
                                                .anyMatch(tap -> reads(place, tap)))
                        .count()
                / (double) output;
    }

    /// The part of the source that some tap of some output reads.
    public double reachedInputs() {
        return LongStream.range(0, input)
                        .filter(place -> LongStream.range(0, kernel).anyMatch(t -> meets(place, t)))
                        .count()
                / (double) input;
    }

    private boolean reads(long place, long tap) {
        long first = firstReading(tap);
        return place >= first && place < first + reading(tap);
    }

    private boolean meets(long place, long tap) {
        long distance = place - offset(tap);
        return distance >= 0 && distance % stride == 0 && distance / stride < output;
    }

    /// Where a tap meets the source at output 0; outside of it where that is padding.
    private long offset(long tap) {
        return tap * (dilation + 1) - padding;
    }

    /// The first output whose tap reads the source and not the padding.
    private long firstReading(long tap) {
        return Math.max(0, Math.ceilDiv(-offset(tap), stride));
    }

    /// How many outputs' tap reads the source and not the padding.
    private long reading(long tap) {
        long last = Math.min(output - 1, Math.floorDiv(input - 1 - offset(tap), stride));
        return Math.max(0, last - firstReading(tap) + 1);
    }

    /// How many of all outputs' taps read the source and not the padding.
    long validTaps() {
        return LongStream.range(0, kernel).map(this::reading).sum();
    }
}
