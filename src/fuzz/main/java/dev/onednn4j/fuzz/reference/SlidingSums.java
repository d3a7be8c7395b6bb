package dev.onednn4j.fuzz.reference;

import dev.onednn4j.fuzz.problem.SlidingSizes;
import dev.onednn4j.fuzz.problem.WindowAxis;

import java.util.Arrays;

/// The sums of products of a convolution or a deconvolution: each product is one of an element of
/// src and one of weights, for one element of dst. Forward and backward passes sum the same
/// products over other indices.
final class SlidingSums {
    private final SlidingSizes sizes;
    private final int fromArea;
    private final int toArea;
    private final int taps;

    /// For each place that gathers and each tap the place that is met; −1 beside the tensor.
    private final int[] met;

    SlidingSums(SlidingSizes sizes) {
        this.sizes = sizes;
        boolean transposed = sizes.transposed();
        int rank = sizes.axes().size();
        int[] from = new int[rank];
        int[] to = new int[rank];
        int[] kernel = new int[rank];
        for (int d = 0; d < rank; d++) {
            WindowAxis axis = sizes.axes().get(d);
            int output = (int) axis.output(transposed);
            from[d] = transposed ? (int) axis.input() : output;
            to[d] = transposed ? output : (int) axis.input();
            kernel[d] = (int) axis.kernel();
        }
        this.fromArea = product(from);
        this.toArea = product(to);
        this.taps = product(kernel);
        this.met = new int[fromArea * taps];
        int[] position = new int[rank];
        int[] tap = new int[rank];
        for (int p = 0; p < fromArea; p++) {
            split(p, from, position);
            for (int t = 0; t < taps; t++) {
                split(t, kernel, tap);
                met[p * taps + t] = met(position, tap, to);
            }
        }
    }

    private int met(int[] position, int[] tap, int[] limits) {
        int place = 0;
        for (int d = 0; d < limits.length; d++) {
            WindowAxis axis = sizes.axes().get(d);
            long at = position[d] * axis.stride() + tap[d] * axis.dilation() - axis.left();
            if (at < 0 || at >= limits[d]) {
                return -1;
            }
            place = place * limits[d] + (int) at;
        }
        return place;
    }

    private static void split(int index, int[] limits, int[] out) {
        int rest = index;
        for (int d = limits.length - 1; d >= 0; d--) {
            out[d] = rest % limits[d];
            rest /= limits[d];
        }
    }

    private static int product(int[] values) {
        return Arrays.stream(values).reduce(1, (a, b) -> a * b);
    }

    /// One product: places in src, weights and dst.
    private interface Visitor {
        void visit(int src, int weights, int dst);
    }

    private void visit(Visitor visitor) {
        int groups = (int) sizes.groupCount();
        int inputs = (int) sizes.inputs() / groups;
        int outputs = (int) sizes.outputs() / groups;
        boolean transposed = sizes.transposed();
        for (int p = 0; p < fromArea; p++) {
            for (int t = 0; t < taps; t++) {
                int q = met[p * taps + t];
                if (q < 0) {
                    continue;
                }
                int srcPlace = transposed ? p : q;
                int dstPlace = transposed ? q : p;
                int srcArea = transposed ? fromArea : toArea;
                int dstArea = transposed ? toArea : fromArea;
                for (int n = 0; n < sizes.batch(); n++) {
                    for (int o = 0; o < groups * outputs; o++) {
                        int dst = (n * groups * outputs + o) * dstArea + dstPlace;
                        int first = o / outputs * inputs;
                        for (int i = 0; i < inputs; i++) {
                            int src = (n * groups * inputs + first + i) * srcArea + srcPlace;
                            visitor.visit(src, (o * inputs + i) * taps + t, dst);
                        }
                    }
                }
            }
        }
    }

    double[] forward(double[] src, double[] weights, int count) {
        double[] sums = new double[count];
        visit((s, w, d) -> sums[d] += src[s] * weights[w]);
        return sums;
    }

    double[] backwardData(double[] weights, double[] dst, int count) {
        double[] sums = new double[count];
        visit((s, w, d) -> sums[s] += weights[w] * dst[d]);
        return sums;
    }

    double[] backwardWeights(double[] src, double[] dst, int count) {
        double[] sums = new double[count];
        visit((s, w, d) -> sums[w] += src[s] * dst[d]);
        return sums;
    }
}
