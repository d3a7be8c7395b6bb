package dev.onednn4j.lab.learning;

import dev.onednn4j.Execution;
import dev.onednn4j.Softmax;
import dev.onednn4j.SoftmaxAlgorithm;
import dev.onednn4j.SoftmaxBackward;
import dev.onednn4j.Tensor;

import java.util.Objects;

/// How wrong the answers of a network are: what it says of N pictures, as numbers of any size for
/// each of C classes, becomes probabilities p, of which those of the right classes t count.
///
/// ```text
/// loss = −1/N · Σ ln p[n, t[n]],   p = softmax
/// ```
///
/// The logarithm is taken by the softmax itself: that of a small probability would be -∞, long
/// before its own exponent is too small.
final class CrossEntropy {
    private final Tensor logarithms;
    private final Tensor diffLogarithms;
    private final Execution forward;
    private final Execution backward;
    private final int pictures;
    private final int classes;

    /// @param answers {N, C}, with a gradient
    CrossEntropy(Workbench bench, Signal answers) {
        Softmax softmax =
                bench.keep(
                        Softmax.forward(bench.engine())
                                .training()
                                .algorithm(SoftmaxAlgorithm.LOG)
                                .src(answers.value().descriptor())
                                .axis(1)
                                .build());
        SoftmaxBackward derivative = bench.keep(softmax.backward().build());
        logarithms = bench.allocate(softmax.dst());
        diffLogarithms = bench.allocate(derivative.diffDst());
        forward = bench.keep(softmax.bind(answers.value(), logarithms));
        backward =
                bench.keep(
                        derivative.bind(
                                logarithms,
                                diffLogarithms,
                                Objects.requireNonNull(answers.gradient())));
        pictures = (int) softmax.dst().dim(0);
        classes = (int) softmax.dst().dim(1);
    }

    /// Computes the loss.
    ///
    /// @param right the right class of each picture
    double forward(int[] right) {
        forward.run();
        float[] values = logarithms.toArray();
        double sum = 0;
        for (int n = 0; n < pictures; n++) {
            sum -= values[n * classes + right[n]];
        }
        return sum / pictures;
    }

    /// Computes the gradient of the answers, after [#forward(int\[\])] of the same right classes.
    void backward(int[] right) {
        float[] gradient = new float[pictures * classes];
        for (int n = 0; n < pictures; n++) {
            gradient[n * classes + right[n]] = -1f / pictures;
        }
        diffLogarithms.copyFrom(gradient);
        backward.run();
    }
}
