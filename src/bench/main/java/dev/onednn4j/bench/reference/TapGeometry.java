package dev.onednn4j.bench.reference;

import dev.onednn4j.bench.problem.BenchdnnProblem;
import dev.onednn4j.bench.problem.SpatialAxis;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;

/// Which elements a convolution multiplies, for two tensors of three spatial axes each: the
/// *image*, which may be padded, and the *map*, one place of which meets the image at `place ·
/// stride + tap · step − padding`. The image is a convolution's src and a deconvolution's dst; the
/// map is the other one.
///
/// @param step distance of neighbouring taps, **1 = no dilation**
/// @param imageChannels channels of one group
/// @param mapChannels channels of one group
record TapGeometry(
        int images,
        int groups,
        int imageChannels,
        int mapChannels,
        int[] image,
        int[] map,
        int[] kernel,
        int[] stride,
        int[] step,
        int[] padding) {
    static final int AXES = 3;

    /// @throws ArithmeticException when a size does not fit an `int`
    static TapGeometry of(BenchdnnProblem problem) {
        boolean transposed = problem.driver().isTransposed();
        int inputs = Math.toIntExact(problem.inputChannels() / problem.groups());
        int outputs = Math.toIntExact(problem.outputChannels() / problem.groups());
        List<SpatialAxis> axes = problem.gatheringAxes();
        return new TapGeometry(
                Math.toIntExact(problem.minibatch()),
                Math.toIntExact(problem.groups()),
                transposed ? outputs : inputs,
                transposed ? inputs : outputs,
                sizes(axes, 1, SpatialAxis::input),
                sizes(axes, 1, SpatialAxis::output),
                sizes(axes, 1, SpatialAxis::kernel),
                sizes(axes, 1, SpatialAxis::stride),
                sizes(axes, 1, axis -> axis.dilation() + 1),
                sizes(axes, 0, SpatialAxis::padding));
    }

    /// Missing axes come first.
    private static int[] sizes(
            List<SpatialAxis> axes, int missing, ToLongFunction<SpatialAxis> size) {
        int[] sizes = new int[AXES];
        Arrays.fill(sizes, missing);
        for (int i = 0; i < axes.size(); i++) {
            sizes[AXES - axes.size() + i] = Math.toIntExact(size.applyAsLong(axes.get(i)));
        }
        return sizes;
    }

    int taps() {
        return kernel[0] * kernel[1] * kernel[2];
    }

    /// The tap along one axis.
    int along(int axis, int tap) {
        int inner = tap;
        for (int i = AXES - 1; i > axis; i--) {
            inner /= kernel[i];
        }
        return inner % kernel[axis];
    }

    /// Where in the image the map's place 0 is met; negative in the padding.
    int offset(int axis, int tap) {
        return along(axis, tap) * step[axis] - padding[axis];
    }
}
