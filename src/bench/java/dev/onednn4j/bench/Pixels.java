package dev.onednn4j.bench;

import java.util.stream.IntStream;

/// How a tensor {N, C, spatial…} lies in an array with its channels last: those of one group
/// together, or, where groups are many and small, one channel of all groups together.
///
/// @param channels channels of one group
/// @param interleaved whether neighbours in memory are of different groups
record Pixels(int images, int groups, int channels, int[] sizes, boolean interleaved) {
    /// Elements of one place.
    int depth() {
        return groups * channels;
    }

    /// Places of one image.
    int area() {
        return sizes[0] * sizes[1] * sizes[2];
    }

    /// @throws ArithmeticException when an array cannot hold it
    int elements() {
        return Math.toIntExact(Math.multiplyExact((long) images * depth(), (long) area()));
    }

    /// The index of the first element of a row.
    int row(int image, int place0, int place1) {
        return ((image * sizes[0] + place0) * sizes[1] + place1) * sizes[2] * depth();
    }

    /// Reads a row-major tensor {N, C, spatial…}.
    float[] pack(Elements plain) {
        float[] packed = new float[elements()];
        planes().forEach(
                        plane -> {
                            int at = start(plane);
                            long from = (long) plane * area();
                            for (int place = 0; place < area(); place++) {
                                packed[at + place * depth()] = (float) plain.get(from + place);
                            }
                        });
        return packed;
    }

    /// The other way round: the array as a row-major tensor.
    double[] unpack(double[] packed) {
        double[] plain = new double[packed.length];
        planes().forEach(
                        plane -> {
                            int at = start(plane);
                            int to = plane * area();
                            for (int place = 0; place < area(); place++) {
                                plain[to + place] = packed[at + place * depth()];
                            }
                        });
        return plain;
    }

    private IntStream planes() {
        return IntStream.range(0, images * depth()).parallel();
    }

    private int start(int plane) {
        int channel = plane % depth();
        int ordered = interleaved ? channel % channels * groups + channel / channels : channel;
        return plane / depth() * area() * depth() + ordered;
    }
}
