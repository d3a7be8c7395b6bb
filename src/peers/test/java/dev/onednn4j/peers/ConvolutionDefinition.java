package dev.onednn4j.peers;

/// The sum that a convolution is defined as, element by element.
record ConvolutionDefinition(PeerProblem problem, float[] src, float[] weights) {
    float[] dst() {
        float[] dst = new float[PeerProblem.elements(problem.dstDims())];
        int points = PeerProblem.product(problem.output());
        for (int i = 0; i < dst.length; i++) {
            int channel = i / points % problem.outputChannels();
            dst[i] = (float) element(i / points / problem.outputChannels(), channel, i % points);
        }
        return dst;
    }

    private double element(int image, int channel, int point) {
        int inputs = problem.inputsPerGroup();
        int firstInput = channel / problem.outputsPerGroup() * inputs;
        int taps = PeerProblem.product(problem.kernel());
        int points = PeerProblem.product(problem.input());
        double sum = 0;
        for (int tap = 0; tap < taps; tap++) {
            int at = source(point, tap);
            for (int input = 0; at >= 0 && input < inputs; input++) {
                int plane = image * problem.inputChannels() + firstInput + input;
                sum +=
                        (double) src[plane * points + at]
                                * weights[(channel * inputs + input) * taps + tap];
            }
        }
        return sum;
    }

    /// Where a tap of an output reads; -1 for padding.
    private int source(int point, int tap) {
        int at = 0;
        int weight = 1;
        int restOfPoint = point;
        int restOfTap = tap;
        for (int axis = problem.spatialRank() - 1; axis >= 0; axis--) {
            int place =
                    restOfPoint % problem.output()[axis] * problem.strides()[axis]
                            + restOfTap % problem.kernel()[axis] * problem.dilation()[axis]
                            - problem.paddingLeft()[axis];
            if (place < 0 || place >= problem.input()[axis]) {
                return -1;
            }
            at += place * weight;
            weight *= problem.input()[axis];
            restOfPoint /= problem.output()[axis];
            restOfTap /= problem.kernel()[axis];
        }
        return at;
    }

    /// Random values, with the result by this definition and the sums of magnitudes.
    static ProblemData data(PeerProblem problem) {
        float[] src = ProblemData.random(PeerProblem.elements(problem.srcDims()), 0);
        float[] weights = ProblemData.random(PeerProblem.elements(problem.weightsDims()), 1);
        return new ProblemData(
                src,
                weights,
                new ConvolutionDefinition(problem, src, weights).dst(),
                new ConvolutionDefinition(problem, magnitudes(src), magnitudes(weights)).dst());
    }

    private static float[] magnitudes(float[] values) {
        float[] magnitudes = values.clone();
        for (int i = 0; i < magnitudes.length; i++) {
            magnitudes[i] = Math.abs(magnitudes[i]);
        }
        return magnitudes;
    }
}
