package dev.onednn4j.lab.edges;

import dev.onednn4j.Convolution;
import dev.onednn4j.DataType;
import dev.onednn4j.EltwiseAlgorithm;
import dev.onednn4j.Engine;
import dev.onednn4j.FormatTag;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.PostOps;
import dev.onednn4j.Tensor;

import java.lang.foreign.Arena;

/// Finds the edges of an RGB picture: how fast its brightness changes, in whatever direction.
///
/// Two convolutions do it, with post-ops that save two passes over memory:
///
/// ```text
/// gradient:  gx = Kx * brightness, gy = Ky * brightness, both squared     (3 channels to 2)
/// magnitude: √(gx² + gy²)                                                 (2 channels to 1)
/// ```
///
/// A vertical or horizontal line between black and white, 0 and 255, gives 4 · 255 on both sides of
/// it. Most edges of a photograph are far less steep, so it is best looked at as it is, with all
/// from 255 on shown as white.
final class Sobel {
    /// How far the kernel reaches to each side.
    static final int RADIUS = 1;

    /// Red, green and blue in the brightness that people see, as ITU-R BT.601 has it, rounded to
    /// 256ths: so sums over whole pixel values stay exact.
    private static final float[] BRIGHTNESS = {77 / 256f, 150 / 256f, 29 / 256f};

    private static final float[][] KERNELS = {
        {-1, 0, 1, -2, 0, 2, -1, 0, 1}, // from left to right
        {-1, -2, -1, 0, 0, 0, 1, 2, 1} // from top to bottom
    };

    private Sobel() {}

    /// The first convolution: a dense one, in which each output channel sees all input channels.
    ///
    /// @param src {1, 3, H, W} in any layout
    /// @return a filter from `src` to {1, 2, H - 2, W - 2}
    static Filter gradient(Engine engine, MemoryDescriptor src, Arena arena, StepClock clock) {
        MemoryDescriptor weights = MemoryDescriptor.of(DataType.F32, 2, 3, 3, 3);
        return new Filter(
                "gradient",
                Convolution.forward(engine)
                        .src(src)
                        .weights(weights.with(FormatTag.ANY))
                        .dst(DataType.F32, FormatTag.NHWC)
                        .postOps(PostOps.none().eltwise(EltwiseAlgorithm.SQUARE)),
                Tensor.allocate(arena, weights).copyFrom(gradientWeights()),
                arena,
                clock);
    }

    /// The second convolution: with a kernel of one pixel it is a sum over channels.
    ///
    /// @param src {1, 2, H, W}, the result of the first
    /// @return a filter from `src` to {1, 1, H, W}
    static Filter magnitude(Engine engine, MemoryDescriptor src, Arena arena, StepClock clock) {
        MemoryDescriptor weights = MemoryDescriptor.of(DataType.F32, 1, 2, 1, 1);
        return new Filter(
                "magnitude",
                Convolution.forward(engine)
                        .src(src)
                        .weights(weights.with(FormatTag.ANY))
                        .dst(DataType.F32, FormatTag.NHWC)
                        .postOps(PostOps.none().eltwise(EltwiseAlgorithm.SQRT)),
                Tensor.allocate(arena, weights).copyFrom(1, 1),
                arena,
                clock);
    }

    /// Brightness and gradient in one: {output, input, height, width}.
    private static float[] gradientWeights() {
        float[] weights = new float[KERNELS.length * BRIGHTNESS.length * KERNELS[0].length];
        int next = 0;
        for (float[] kernel : KERNELS) {
            for (float share : BRIGHTNESS) {
                for (float element : kernel) {
                    weights[next++] = share * element;
                }
            }
        }
        return weights;
    }
}
