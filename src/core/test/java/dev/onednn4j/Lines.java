package dev.onednn4j;

import java.util.Arrays;

/// The lines of a dense tensor along one of its dimensions, and work on each of them.
final class Lines {
    private final int length;
    private final int step;
    private final int count;

    /// @param axis the dimension that lines run along
    Lines(long[] dims, int axis) {
        length = (int) dims[axis];
        int inner = 1;
        for (int d = axis + 1; d < dims.length; d++) {
            inner *= (int) dims[d];
        }
        step = inner;
        int all = 1;
        for (long dim : dims) {
            all *= (int) dim;
        }
        count = all / length;
    }

    /// What is computed of a line.
    interface Work {
        /// Computes it.
        ///
        /// @param inputs the line's elements of each input
        /// @return as many elements
        double[] apply(double[][] inputs);
    }

    /// Works on every line.
    double[] map(Work work, double[]... inputs) {
        double[] results = new double[count * length];
        for (int line = 0; line < count; line++) {
            int first = line / step * step * length + line % step;
            double[][] lines =
                    Arrays.stream(inputs).map(input -> take(input, first)).toArray(double[][]::new);
            double[] result = work.apply(lines);
            for (int i = 0; i < length; i++) {
                results[first + i * step] = result[i];
            }
        }
        return results;
    }

    private double[] take(double[] elements, int first) {
        double[] line = new double[length];
        Arrays.setAll(line, i -> elements[first + i * step]);
        return line;
    }
}
