package dev.onednn4j.bench.reference;

import dev.onednn4j.bench.problem.PostOpLink;

import java.util.stream.IntStream;

/// The sums of a depthwise convolution that is fused behind another one, by its definition.
///
/// @param weights {C, 1, 1, kernel…}, dense and row-major
/// @param from {N, C, spatial…} of what is convolved
/// @param to the same of the result
record DepthwiseSum(
        PostOpLink.DepthwiseLink sizes, TensorElements weights, long[] from, long[] to) {
    private static final int AXES = 3;

    ExpectedResult of(ExpectedResult inputs) {
        int planes = Math.toIntExact(to[0] * to[1]);
        int area = Math.toIntExact(area(to));
        double[] low = new double[Math.multiplyExact(planes, area)];
        double[] high = inputs.exact() ? low : new double[low.length];
        IntStream.range(0, planes)
                .parallel()
                .forEach(
                        plane -> {
                            for (int place = 0; place < area; place++) {
                                add(inputs, plane, place, low, high);
                            }
                        });
        return inputs.exact() ? ExpectedResult.exactly(low) : ExpectedResult.between(low, high);
    }

    private void add(ExpectedResult inputs, int plane, int place, double[] low, double[] high) {
        int[] output = split(place, to);
        long channel = plane % to[1];
        long taps = 1;
        for (int d = 2; d < to.length; d++) {
            taps *= sizes.kernel();
        }
        double least = 0;
        double most = 0;
        for (int tap = 0; tap < taps; tap++) {
            int at = input(output, tap);
            if (at >= 0) {
                double weight = weights.get(channel * taps + tap);
                int index = Math.toIntExact(plane * area(from)) + at;
                least += weight * (weight >= 0 ? inputs.low() : inputs.high())[index];
                most += weight * (weight >= 0 ? inputs.high() : inputs.low())[index];
            }
        }
        int index = Math.toIntExact(plane * area(to)) + place;
        low[index] = least;
        high[index] = most;
    }

    /// The place that a tap meets; negative when it is padding.
    private int input(int[] output, int tap) {
        int kernel = (int) sizes.kernel();
        int rest = tap;
        long place = 0;
        long step = 1;
        for (int axis = AXES - 1; axis >= AXES - (to.length - 2); axis--) {
            long size = from[from.length - AXES + axis];
            long met = output[axis] * sizes.stride() - sizes.padding() + rest % kernel;
            if (met < 0 || met >= size) {
                return -1;
            }
            place += met * step;
            step *= size;
            rest /= kernel;
        }
        return Math.toIntExact(place);
    }

    private static int[] split(int place, long[] dims) {
        int[] split = new int[AXES];
        int rest = place;
        for (int axis = AXES - 1; axis >= AXES - (dims.length - 2); axis--) {
            int size = (int) dims[dims.length - AXES + axis];
            split[axis] = rest % size;
            rest /= size;
        }
        return split;
    }

    private static long area(long[] dims) {
        long area = 1;
        for (int d = 2; d < dims.length; d++) {
            area *= dims[d];
        }
        return area;
    }
}
