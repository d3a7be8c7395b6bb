package dev.onednn4j.lab.edges;

import dev.onednn4j.Convolution;
import dev.onednn4j.DataType;
import dev.onednn4j.Engine;
import dev.onednn4j.FormatTag;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Tensor;

import java.lang.foreign.Arena;
import java.util.Arrays;

/// Blurs a picture with a Gaussian, each colour by itself: *depthwise* convolutions, which have as
/// many groups as channels.
///
/// A Gaussian over height and width is one over height after one over width. So a kernel of one
/// column and then one of one row do the work of a square, with 26 multiplications for each value
/// in place of 169.
///
/// Results are smaller than their inputs, because no padding is asked for: zeros beyond the border
/// would darken it. See [Picture] for what is there instead.
final class Blur {
    /// How far the kernels reach to each side.
    static final int RADIUS = 6;

    private static final int SIZE = 2 * RADIUS + 1;
    private static final double SIGMA = 2.5;

    private Blur() {}

    /// Blurs columns.
    ///
    /// @param src {1, C, H, W} in any layout
    /// @return a filter from `src` to {1, C, H - 2 RADIUS, W}
    static Filter down(Engine engine, MemoryDescriptor src, Arena arena, StepClock clock) {
        return filter("blur down", engine, src, SIZE, 1, arena, clock);
    }

    /// Blurs rows.
    ///
    /// @param src {1, C, H, W} in any layout
    /// @return a filter from `src` to {1, C, H, W - 2 RADIUS}
    static Filter along(Engine engine, MemoryDescriptor src, Arena arena, StepClock clock) {
        return filter("blur along", engine, src, 1, SIZE, arena, clock);
    }

    private static Filter filter(
            String name,
            Engine engine,
            MemoryDescriptor src,
            int height,
            int width,
            Arena arena,
            StepClock clock) {
        int channels = (int) src.dim(1);
        // With groups, weights have five dimensions: group, output and input channel within it,
        // height and width. Here each group is one channel.
        MemoryDescriptor weights = MemoryDescriptor.of(DataType.F32, channels, 1, 1, height, width);
        return new Filter(
                name,
                Convolution.forward(engine)
                        .src(src)
                        .weights(weights.with(FormatTag.ANY))
                        .dst(DataType.F32, FormatTag.NHWC),
                Tensor.allocate(arena, weights).copyFrom(kernels(channels)),
                arena,
                clock);
    }

    /// The same Gaussian for each channel, its elements summing up to 1.
    private static float[] kernels(int channels) {
        double[] gaussian = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
            double distance = (i - RADIUS) / SIGMA;
            gaussian[i] = Math.exp(-distance * distance / 2);
        }
        double sum = Arrays.stream(gaussian).sum();
        float[] kernels = new float[channels * SIZE];
        for (int i = 0; i < kernels.length; i++) {
            kernels[i] = (float) (gaussian[i % SIZE] / sum);
        }
        return kernels;
    }
}
