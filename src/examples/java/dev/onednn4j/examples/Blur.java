package dev.onednn4j.examples;

import dev.onednn4j.Convolution;
import dev.onednn4j.DataType;
import dev.onednn4j.Engine;
import dev.onednn4j.FormatTag;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Tensor;

import java.lang.foreign.Arena;

/// Blurs a picture with a Gaussian, each colour by itself: a *depthwise* convolution, one with as
/// many groups as channels.
///
/// The result is smaller than the input by [#RADIUS] on each side, because no padding is asked for:
/// zeros beyond the border would darken it. See [Picture] for what is there instead.
final class Blur {
    /// How far the kernel reaches to each side.
    static final int RADIUS = 6;

    private static final int SIZE = 2 * RADIUS + 1;
    private static final double SIGMA = 2.5;

    private Blur() {}

    /// Makes the convolution.
    ///
    /// @param src {1, C, H, W} in any layout
    /// @return a filter from `src` to {1, C, H - 2 RADIUS, W - 2 RADIUS}, channels last
    static Filter filter(Engine engine, MemoryDescriptor src, Arena arena, StepClock clock) {
        int channels = (int) src.dim(1);
        // With groups, weights have five dimensions: group, output, input (both within the group),
        // and the kernel's height and width. Here each group is one channel.
        MemoryDescriptor weights = MemoryDescriptor.of(DataType.F32, channels, 1, 1, SIZE, SIZE);
        return new Filter(
                "blur",
                Convolution.forward(engine)
                        .src(src)
                        .weights(weights.with(FormatTag.ANY))
                        .dst(DataType.F32, FormatTag.NHWC),
                Tensor.allocate(arena, weights).copyFrom(kernels(channels)),
                arena,
                clock);
    }

    /// The same Gaussian for each channel, its elements summing up to 1.
    static float[] kernels(int channels) {
        double[] line = new double[SIZE];
        double sum = 0;
        for (int i = 0; i < SIZE; i++) {
            double distance = i - RADIUS;
            line[i] = Math.exp(-distance * distance / (2 * SIGMA * SIGMA));
            sum += line[i];
        }
        float[] kernels = new float[channels * SIZE * SIZE];
        for (int i = 0; i < kernels.length; i++) {
            kernels[i] = (float) (line[i / SIZE % SIZE] * line[i % SIZE] / (sum * sum));
        }
        return kernels;
    }
}
