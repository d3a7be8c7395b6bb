package dev.onednn4j.bench.reference;

/// Where the weights {\[G,\] O, I, taps…} lie in a row-major array.
///
/// @param mapStep the distance of neighbouring channels of the map
/// @param imageStep the distance of neighbouring channels of the image
record Weights(int groupStep, int mapStep, int imageStep) {
    /// A convolution's weights have the map's channels first, a deconvolution's the image's.
    ///
    /// @throws ArithmeticException when an array cannot hold them
    static Weights of(TapGeometry taps, boolean transposed) {
        int inner = transposed ? taps.mapChannels() : taps.imageChannels();
        int outer = transposed ? taps.imageChannels() : taps.mapChannels();
        int step = Math.multiplyExact(inner, taps.taps());
        int group = Math.multiplyExact(step, outer);
        Math.multiplyExact(group, taps.groups());
        return new Weights(group, transposed ? taps.taps() : step, transposed ? step : taps.taps());
    }

    int index(int group, int map, int image, int tap) {
        return group * groupStep + map * mapStep + image * imageStep + tap;
    }
}
