package dev.onednn4j.lab.steps;

import dev.onednn4j.Convolution;
import dev.onednn4j.DataType;
import dev.onednn4j.Engine;
import dev.onednn4j.FormatTag;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Tensor;

import java.lang.foreign.Arena;

/// One kernel over a picture of one channel, with zeros beyond the border, so that there is a
/// result for each pixel.
///
/// oneDNN's convolution is what the equations of these steps say, a cross-correlation: nothing is
/// flipped. Its indices begin at 0 where those of the equations are 0 in the kernel's middle: the
/// padding makes up for that.
final class SameSizeConvolution implements AutoCloseable {
    private final Convolution convolution;
    private final Tensor weights;
    private final Tensor bias;
    private final Tensor dst;
    private final int height;
    private final int width;
    private final MemoryDescriptor plain;

    /// @param kernel of odd height and width
    /// @param u what is added to each sum
    /// @param arena where weights and results live
    SameSizeConvolution(Engine engine, int height, int width, Plane kernel, float u, Arena arena) {
        this.height = height;
        this.width = width;
        // One output channel of one input channel.
        plain = MemoryDescriptor.of(DataType.F32, 1, 1, kernel.height(), kernel.width());
        convolution =
                Convolution.forward(engine)
                        .src(MemoryDescriptor.of(DataType.F32, 1, 1, height, width))
                        .weights(plain.with(FormatTag.ANY))
                        .bias(DataType.F32)
                        .dst(DataType.F32, FormatTag.NCHW)
                        .padding(kernel.height() / 2, kernel.width() / 2)
                        .build();
        weights = convolution.pack(Tensor.allocate(arena, plain).copyFrom(kernel.values()), arena);
        bias = Tensor.allocate(arena, MemoryDescriptor.of(DataType.F32, 1)).copyFrom(u);
        dst = Tensor.allocate(arena, convolution.dst());
    }

    /// V, as the equation has it.
    MemoryDescriptor weights() {
        return plain;
    }

    /// What oneDNN chose to compute it with.
    String implementation() {
        return convolution.implementation();
    }

    /// Computes H.
    ///
    /// @param x the picture, {1, 1, height, width}
    Plane execute(Tensor x) {
        convolution.execute(x, weights, bias, dst);
        return Plane.of(dst, height, width);
    }

    /// The seconds that one run usually takes.
    double time(Tensor x) {
        return Stopwatch.median(() -> convolution.execute(x, weights, bias, dst));
    }

    @Override
    public void close() {
        convolution.close();
    }
}
