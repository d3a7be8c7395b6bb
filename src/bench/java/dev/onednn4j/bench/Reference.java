package dev.onednn4j.bench;

import java.util.stream.IntStream;

/// Convolutions computed in Java, on dense row-major arrays: the patches of src that the kernel
/// meets are laid out as a matrix, and the rest is matrix products. On as many threads as there are
/// processors.
///
/// Exact as long as all elements are integers and no sum reaches 2^24. Thread safe.
final class Reference {
    private static final int AXES = 3;
    private static final int PATCH_ELEMENTS = 1 << 20;

    private final int minibatch;
    private final int groups;
    private final int inputs;
    private final int outputs;
    private final int[] input = {1, 1, 1};
    private final int[] output = {1, 1, 1};
    private final int[] kernel = {1, 1, 1};
    private final int[] stride = {1, 1, 1};
    private final int[] padding = {0, 0, 0};
    private final int[] step = {1, 1, 1};
    private final int inputArea;
    private final int outputArea;
    private final int taps;

    /// @throws ArithmeticException when a tensor has more elements than an array can hold
    Reference(ConvolutionProblem problem) {
        minibatch = Math.toIntExact(problem.minibatch());
        groups = Math.toIntExact(problem.groups());
        inputs = Math.toIntExact(problem.inputChannels() / groups);
        outputs = Math.toIntExact(problem.outputChannels() / groups);
        int skipped = AXES - problem.axes().size();
        for (int d = skipped; d < AXES; d++) {
            SpatialAxis axis = problem.axes().get(d - skipped);
            input[d] = Math.toIntExact(axis.input());
            output[d] = Math.toIntExact(axis.output());
            kernel[d] = Math.toIntExact(axis.kernel());
            stride[d] = Math.toIntExact(axis.stride());
            padding[d] = Math.toIntExact(axis.padding());
            step[d] = Math.toIntExact(axis.dilation() + 1);
        }
        inputArea = product(input);
        outputArea = product(output);
        taps = product(kernel);
        Math.multiplyExact(inputs * groups, Math.multiplyExact(minibatch, inputArea));
        Math.multiplyExact(outputs * groups, Math.multiplyExact(minibatch, outputArea));
        Math.multiplyExact(outputs * groups, Math.multiplyExact(inputs, taps));
    }

    private static int product(int[] sizes) {
        return Math.multiplyExact(Math.multiplyExact(sizes[0], sizes[1]), sizes[2]);
    }

    /// dst without bias.
    float[] forward(float[] src, float[] weights) {
        float[] dst = new float[minibatch * groups * outputs * outputArea];
        int patch = inputs * taps;
        int chunk = chunk(patch);
        int chunks = Math.ceilDiv(outputArea, chunk);
        IntStream.range(0, minibatch * groups * chunks)
                .parallel()
                .forEach(
                        task -> {
                            int image = task / chunks;
                            int first = task % chunks * chunk;
                            int count = Math.min(chunk, outputArea - first);
                            float[] patches = new float[patch * count];
                            gather(src, image, first, count, patches, count, 1);
                            new Products()
                                    .add(
                                            weights,
                                            image % groups * outputs * patch,
                                            patch,
                                            1,
                                            patches,
                                            dst,
                                            image * outputs * outputArea + first,
                                            outputArea,
                                            outputs,
                                            patch,
                                            count);
                        });
        return dst;
    }

    /// diff_src.
    float[] backwardData(float[] diffDst, float[] weights) {
        float[] diffSrc = new float[minibatch * groups * inputs * inputArea];
        int patch = inputs * taps;
        int chunk = chunk(patch);
        IntStream.range(0, minibatch * groups)
                .parallel()
                .forEach(
                        image -> {
                            Products products = new Products();
                            for (int first = 0; first < outputArea; first += chunk) {
                                int count = Math.min(chunk, outputArea - first);
                                float[] gradient = new float[outputs * count];
                                for (int o = 0; o < outputs; o++) {
                                    System.arraycopy(
                                            diffDst,
                                            (image * outputs + o) * outputArea + first,
                                            gradient,
                                            o * count,
                                            count);
                                }
                                float[] patches = new float[patch * count];
                                products.add(
                                        weights,
                                        image % groups * outputs * patch,
                                        1,
                                        patch,
                                        gradient,
                                        patches,
                                        0,
                                        count,
                                        patch,
                                        outputs,
                                        count);
                                scatter(patches, image, first, count, diffSrc);
                            }
                        });
        return diffSrc;
    }

    /// diff_weights.
    float[] backwardWeights(float[] src, float[] diffDst) {
        int patch = inputs * taps;
        float[] diffWeights = new float[groups * outputs * patch];
        int chunk = chunk(patch);
        int chunks = Math.ceilDiv(outputArea, chunk);
        IntStream.range(0, minibatch * groups * chunks)
                .parallel()
                .forEach(
                        task -> {
                            int image = task / chunks;
                            int first = task % chunks * chunk;
                            int count = Math.min(chunk, outputArea - first);
                            float[] patches = new float[patch * count];
                            gather(src, image, first, count, patches, 1, patch);
                            float[] part = new float[outputs * patch];
                            new Products()
                                    .add(
                                            diffDst,
                                            image * outputs * outputArea + first,
                                            outputArea,
                                            1,
                                            patches,
                                            part,
                                            0,
                                            patch,
                                            outputs,
                                            count,
                                            patch);
                            int group = image % groups * part.length;
                            synchronized (diffWeights) {
                                for (int i = 0; i < part.length; i++) {
                                    diffWeights[group + i] += part[i];
                                }
                            }
                        });
        return diffWeights;
    }

    /// diff_bias.
    float[] backwardBias(float[] diffDst) {
        float[] diffBias = new float[groups * outputs];
        for (int i = 0; i < diffDst.length; i++) {
            diffBias[i / outputArea % diffBias.length] += diffDst[i];
        }
        return diffBias;
    }

    /// Adds a bias to each channel of dst.
    void addBias(float[] dst, float[] bias) {
        for (int i = 0; i < dst.length; i++) {
            dst[i] += bias[i / outputArea % bias.length];
        }
    }

    private static int chunk(int patch) {
        return Math.max(1, PATCH_ELEMENTS / patch);
    }

    /// One element of a patch and the place of src that it stands for.
    private interface Visitor {
        void visit(int element, int place);
    }

    /// Lays the patches of some output points out: element e of point p at e · perElement + p ·
    /// perPoint. Padding is 0.
    private void gather(
            float[] src,
            int image,
            int first,
            int count,
            float[] patches,
            int perElement,
            int perPoint) {
        visit(
                image,
                first,
                count,
                perElement,
                perPoint,
                (element, place) -> patches[element] = src[place]);
    }

    private void scatter(float[] patches, int image, int first, int count, float[] src) {
        visit(image, first, count, count, 1, (element, place) -> src[place] += patches[element]);
    }

    private void visit(
            int image, int first, int count, int perElement, int perPoint, Visitor visitor) {
        for (int i = 0; i < inputs; i++) {
            int plane = (image * inputs + i) * inputArea;
            for (int tap = 0; tap < taps; tap++) {
                int tapW = tap % kernel[2] * step[2] - padding[2];
                int tapH = tap / kernel[2] % kernel[1] * step[1] - padding[1];
                int tapD = tap / kernel[2] / kernel[1] * step[0] - padding[0];
                int element = (i * taps + tap) * perElement;
                int w = first % output[2];
                int h = first / output[2] % output[1];
                int d = first / output[2] / output[1];
                for (int p = 0; p < count; p++) {
                    int atD = d * stride[0] + tapD;
                    int atH = h * stride[1] + tapH;
                    int atW = w * stride[2] + tapW;
                    if (atD >= 0
                            && atD < input[0]
                            && atH >= 0
                            && atH < input[1]
                            && atW >= 0
                            && atW < input[2]) {
                        visitor.visit(
                                element + p * perPoint,
                                plane + (atD * input[1] + atH) * input[2] + atW);
                    }
                    if (++w == output[2]) {
                        w = 0;
                        if (++h == output[1]) {
                            h = 0;
                            d++;
                        }
                    }
                }
            }
        }
    }
}
