package dev.onednn4j.bench;

import java.util.stream.IntStream;

/// Convolution and deconvolution by their definition, forward and backward, independent of oneDNN:
/// sums in double precision, which are exact for integers.
///
/// It is fast enough for whole networks: channels are innermost, so that HotSpot vectorises, and
/// all processors take part.
///
/// Tensors are row-major: {N, C, spatial…} and {\[G,\] O, I, taps…}. Thread safe.
final class Reference {
    private final TapGeometry taps;
    private final boolean transposed;
    private final boolean interleaved;

    /// @throws ArithmeticException when the problem is too large for arrays
    Reference(ConvolutionProblem problem) {
        taps = TapGeometry.of(problem);
        transposed = problem.driver().isTransposed();
        interleaved = taps.groups() > Math.max(taps.imageChannels(), taps.mapChannels());
    }

    /// The forward pass without bias.
    double[] forward(Elements src, Elements weights) {
        return across(!transposed, src, weights);
    }

    /// The gradient by src.
    double[] backwardData(Elements diffDst, Elements weights) {
        return across(transposed, diffDst, weights);
    }

    /// The gradient by weights.
    double[] backwardWeights(Elements src, Elements diffDst) {
        Elements image = transposed ? diffDst : src;
        Elements map = transposed ? src : diffDst;
        boolean rowsOfMap = taps.mapChannels() <= taps.imageChannels();
        Kernels kernels = kernels(rowsOfMap);
        double[] sums = new double[kernels.elements()];
        float[] imageValues = image().pack(image);
        float[] mapValues = map().pack(map);
        WeightsSum sum =
                new WeightsSum(
                        taps, image(), map(), kernels, sums, imageValues, mapValues, rowsOfMap);
        IntStream.range(0, sum.tasks()).parallel().forEach(sum::run);
        return kernels.unpack(sums);
    }

    /// The gradient by bias.
    ///
    /// @param channels those of all groups together
    static double[] backwardBias(Elements diffDst, long images, int channels) {
        double[] sums = new double[channels];
        long area = diffDst.count() / images / channels;
        IntStream.range(0, channels)
                .parallel()
                .forEach(
                        channel -> {
                            for (long image = 0; image < images; image++) {
                                long start = (image * channels + channel) * area;
                                for (long place = start; place < start + area; place++) {
                                    sums[channel] += diffDst.get(place);
                                }
                            }
                        });
        return sums;
    }

    private Pixels image() {
        return new Pixels(
                taps.images(), taps.groups(), taps.imageChannels(), taps.image(), interleaved);
    }

    private Pixels map() {
        return new Pixels(
                taps.images(), taps.groups(), taps.mapChannels(), taps.map(), interleaved);
    }

    /// A convolution's weights have the map's channels first, a deconvolution's the image's.
    private Kernels kernels(boolean rowsOfMap) {
        return new Kernels(
                taps.groups(),
                taps.taps(),
                rowsOfMap ? taps.mapChannels() : taps.imageChannels(),
                rowsOfMap ? taps.imageChannels() : taps.mapChannels(),
                rowsOfMap != transposed,
                interleaved);
    }

    /// Sums into one of the two tensors what the other one and the weights give.
    private double[] across(boolean gathers, Elements operand, Elements weights) {
        Pixels from = gathers ? image() : map();
        Pixels to = gathers ? map() : image();
        Kernels kernels = kernels(!gathers);
        float[] values = from.pack(operand);
        float[] factors = kernels.pack(weights);
        double[] sums = new double[to.elements()];
        int rows = to.sizes()[0] * to.sizes()[1];
        ActivationSum sum =
                new ActivationSum(taps, from, to, kernels, gathers, values, factors, sums);
        IntStream.range(0, to.images() * rows)
                .parallel()
                .forEach(task -> sum.addRow(task / rows, task % rows));
        return to.unpack(sums);
    }
}
