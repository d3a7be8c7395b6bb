package dev.onednn4j.bench;

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
    static TapGeometry of(ConvolutionProblem problem) {
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

    /// Where in the image the map's place 0 is met.
    int offset(int axis, int tap) {
        return tap * step[axis] - padding[axis];
    }

    /// The place in the image that a place of the map meets; negative when it is padding.
    int imagePlace(int axis, int mapPlace, int tap) {
        int place = mapPlace * stride[axis] + offset(axis, tap);
        return place < image[axis] ? place : -1;
    }

    /// The place of the map that meets a place in the image; negative when there is none.
    int mapPlace(int axis, int imagePlace, int tap) {
        int distance = imagePlace - offset(axis, tap);
        boolean met = distance >= 0 && distance % stride[axis] == 0;
        return met && distance / stride[axis] < map[axis] ? distance / stride[axis] : -1;
    }

    /// The first place of the map that meets the image and not padding.
    int first(int axis, int tap) {
        return Math.max(0, Math.ceilDiv(-offset(axis, tap), stride[axis]));
    }

    /// How many places of the map, from [#first] on, meet the image.
    int count(int axis, int tap) {
        int last =
                Math.min(
                        map[axis] - 1,
                        Math.floorDiv(image[axis] - 1 - offset(axis, tap), stride[axis]));
        return Math.max(0, last - first(axis, tap) + 1);
    }
}
