package dev.onednn4j.bench.reference;

import dev.onednn4j.bench.problem.BenchdnnProblem;
import dev.onednn4j.bench.problem.Driver;
import dev.onednn4j.bench.problem.SpatialAxis;

import java.util.List;

/// Convolution and deconvolution as a list of the products that they sum, far too slow for anything
/// but tests of the [Reference], with which it shares no code.
record NaiveSums(BenchdnnProblem problem) {
    /// Receives indices into row-major tensors.
    interface PairVisitor {
        void visit(int src, int weights, int dst);
    }

    double[] forward(TensorElements src, TensorElements weights) {
        double[] dst = new double[elements(problem.dstDims())];
        visit((s, w, d) -> dst[d] += src.get(s) * weights.get(w));
        return dst;
    }

    double[] backwardData(TensorElements diffDst, TensorElements weights) {
        double[] diffSrc = new double[elements(problem.srcDims())];
        visit((s, w, d) -> diffSrc[s] += diffDst.get(d) * weights.get(w));
        return diffSrc;
    }

    double[] backwardWeights(TensorElements src, TensorElements diffDst) {
        double[] diffWeights = new double[elements(problem.weightsDims())];
        visit((s, w, d) -> diffWeights[w] += src.get(s) * diffDst.get(d));
        return diffWeights;
    }

    private void visit(PairVisitor visitor) {
        int inputs = (int) (problem.inputChannels() / problem.groups());
        int outputs = (int) (problem.outputChannels() / problem.groups());
        for (int n = 0; n < problem.minibatch(); n++) {
            for (int o = 0; o < problem.outputChannels(); o++) {
                for (int i = 0; i < inputs; i++) {
                    int input = o / outputs * inputs + i;
                    visit(
                            0,
                            n * (int) problem.inputChannels() + input,
                            o * inputs + i,
                            n * (int) problem.outputChannels() + o,
                            visitor);
                }
            }
        }
    }

    private void visit(int depth, int src, int weights, int dst, PairVisitor visitor) {
        List<SpatialAxis> axes = problem.axes();
        if (depth == axes.size()) {
            visitor.visit(src, weights, dst);
            return;
        }
        SpatialAxis axis = axes.get(depth);
        for (int s = 0; s < axis.input(); s++) {
            for (int k = 0; k < axis.kernel(); k++) {
                for (int d = 0; d < axis.output(); d++) {
                    if (meet(axis, s, k, d)) {
                        visit(
                                depth + 1,
                                src * (int) axis.input() + s,
                                weights * (int) axis.kernel() + k,
                                dst * (int) axis.output() + d,
                                visitor);
                    }
                }
            }
        }
    }

    private boolean meet(SpatialAxis axis, int src, int tap, int dst) {
        long reach = tap * (axis.dilation() + 1) - axis.padding();
        return problem.driver() == Driver.CONVOLUTION
                ? src == dst * axis.stride() + reach
                : dst == src * axis.stride() + reach;
    }

    private static int elements(long[] dims) {
        long product = 1;
        for (long dim : dims) {
            product *= dim;
        }
        return (int) product;
    }
}
