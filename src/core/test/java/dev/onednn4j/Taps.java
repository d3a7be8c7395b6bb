package dev.onednn4j;

/// The definition of convolution and deconvolution as the list of all products they sum: each of
/// one element of src and one of weights, for one element of dst. Forward and backward passes sum
/// the same products over other indices. Shares no code with the library.
///
/// @param problem the sizes
/// @param transposed whether this is a deconvolution
record Taps(TestProblem problem, boolean transposed) implements Products {

    /// The forward pass; without a bias `bias` has no elements.
    double[] forward(float[] src, float[] weights, float[] bias) {
        double[] dst = dst(src, weights, elements(problem.dstDims()));
        if (bias.length > 0) {
            int area = product(problem.output());
            for (int i = 0; i < dst.length; i++) {
                dst[i] += bias[i / area % bias.length];
            }
        }
        return dst;
    }

    /// The gradient by src.
    double[] backwardData(float[] diffDst, float[] weights) {
        return diffSrc(diffDst, weights, elements(problem.srcDims()));
    }

    /// The gradient by weights.
    double[] backwardWeights(float[] src, float[] diffDst) {
        return diffWeights(src, diffDst, elements(problem.weightsDims()));
    }

    /// The gradient by bias.
    double[] backwardBias(float[] diffDst) {
        double[] diffBias = new double[problem.outputChannels()];
        int area = product(problem.output());
        for (int i = 0; i < diffDst.length; i++) {
            diffBias[i / area % diffBias.length] += diffDst[i];
        }
        return diffBias;
    }

    @Override
    public void visit(Visitor visitor) {
        int inputs = problem.inputChannels() / problem.groups();
        int outputs = problem.outputChannels() / problem.groups();
        int taps = product(problem.kernel());
        // A convolution gathers: each place of dst meets a tap's place of src. A deconvolution
        // scatters the other way round.
        int[] from = transposed ? problem.input() : problem.output();
        int[] to = transposed ? problem.output() : problem.input();
        int fromArea = product(from);
        int toArea = product(to);
        int[] position = new int[from.length];
        int[] tap = new int[from.length];
        for (int p = 0; p < fromArea; p++) {
            decompose(p, from, position);
            for (int t = 0; t < taps; t++) {
                decompose(t, problem.kernel(), tap);
                int met = met(position, tap, to);
                for (int n = 0; met >= 0 && n < problem.batch(); n++) {
                    for (int o = 0; o < problem.outputChannels(); o++) {
                        for (int i = 0; i < inputs; i++) {
                            int channel = o / outputs * inputs + i;
                            int srcPlane = n * problem.inputChannels() + channel;
                            int dstPlane = n * problem.outputChannels() + o;
                            visitor.visit(
                                    transposed ? srcPlane * fromArea + p : srcPlane * toArea + met,
                                    (o * inputs + i) * taps + t,
                                    transposed ? dstPlane * toArea + met : dstPlane * fromArea + p);
                        }
                    }
                }
            }
        }
    }

    /// Where a tap meets the other tensor; negative where it meets padding.
    private int met(int[] position, int[] tap, int[] sizes) {
        int met = 0;
        for (int d = 0; d < sizes.length; d++) {
            int at =
                    position[d] * problem.strides()[d]
                            + tap[d] * problem.dilation()[d]
                            - problem.paddingLeft()[d];
            if (at < 0 || at >= sizes[d]) {
                return -1;
            }
            met = met * sizes[d] + at;
        }
        return met;
    }

    private static int elements(long[] dims) {
        long product = 1;
        for (long dim : dims) {
            product *= dim;
        }
        return Math.toIntExact(product);
    }

    private static int product(int[] sizes) {
        int product = 1;
        for (int size : sizes) {
            product *= size;
        }
        return product;
    }

    private static void decompose(int index, int[] sizes, int[] out) {
        for (int d = sizes.length - 1; d >= 0; d--) {
            out[d] = index % sizes[d];
            index /= sizes[d];
        }
    }
}
