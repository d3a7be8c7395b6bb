package dev.onednn4j;

/// A convolution by its definition, in double precision, one output element at a time. Shares no
/// code with the library: it reads tensors as plain arrays in the order of their dimensions.
final class ReferenceConvolution {
    private final TestProblem problem;
    private final float[] src;
    private final float[] weights;
    private final float[] bias;

    ReferenceConvolution(TestProblem problem, float[] src, float[] weights, float[] bias) {
        this.problem = problem;
        this.src = src;
        this.weights = weights;
        this.bias = bias;
    }

    /// The result, in the order {N, O, [D,] [H,] W}. Without a bias `bias` has no elements.
    double[] compute() {
        int spatial = problem.input().length;
        int outputs = product(problem.output());
        double[] dst = new double[problem.batch() * problem.outputChannels() * outputs];
        int[] position = new int[spatial];
        int index = 0;
        for (int n = 0; n < problem.batch(); n++) {
            for (int o = 0; o < problem.outputChannels(); o++) {
                for (int p = 0; p < outputs; p++) {
                    decompose(p, problem.output(), position);
                    double sum = bias.length == 0 ? 0 : bias[o];
                    dst[index++] = sum + sumAt(n, o, position);
                }
            }
        }
        return dst;
    }

    private double sumAt(int n, int o, int[] position) {
        int inputsPerGroup = problem.inputChannels() / problem.groups();
        int group = o / (problem.outputChannels() / problem.groups());
        int taps = product(problem.kernel());
        int[] tap = new int[position.length];
        double sum = 0;
        for (int i = 0; i < inputsPerGroup; i++) {
            int channel = group * inputsPerGroup + i;
            for (int t = 0; t < taps; t++) {
                decompose(t, problem.kernel(), tap);
                int element = n * problem.inputChannels() + channel;
                boolean inside = true;
                for (int d = 0; d < position.length; d++) {
                    int at =
                            position[d] * problem.strides()[d]
                                    + tap[d] * problem.dilation()[d]
                                    - problem.paddingLeft()[d];
                    inside &= at >= 0 && at < problem.input()[d];
                    element = element * problem.input()[d] + at;
                }
                if (inside) {
                    sum += (double) src[element] * weights[(o * inputsPerGroup + i) * taps + t];
                }
            }
        }
        return sum;
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
