package dev.onednn4j;

import java.lang.foreign.Arena;
import java.util.Arrays;

/// A 3×3 convolution of 8 channels with a bias, ready to run: src is all 1, weights are all 1, bias
/// is all 2, so that an inner element of dst is 8 · 9 + 2.
final class SmallConvolution implements AutoCloseable {
    static final float INNER = 74;

    final Engine engine = Engine.cpu();
    final Convolution convolution;
    final Tensor src;
    final Tensor weights;
    final Tensor bias;
    final Tensor dst;

    SmallConvolution(Arena arena) {
        convolution =
                Convolution.forward(engine)
                        .src(MemoryDescriptor.of(DataType.F32, 1, 8, 6, 6))
                        .weights(MemoryDescriptor.of(DataType.F32, 8, 8, 3, 3))
                        .bias(DataType.F32)
                        .dst(DataType.F32, FormatTag.NCHW)
                        .build();
        src = ones(arena, convolution.src());
        weights = ones(arena, convolution.weights());
        bias = Tensor.allocate(arena, MemoryDescriptor.of(DataType.F32, 8));
        bias.copyFrom(2, 2, 2, 2, 2, 2, 2, 2);
        dst = Tensor.allocate(arena, convolution.dst());
    }

    static Tensor ones(Arena arena, MemoryDescriptor descriptor) {
        float[] values = new float[Math.toIntExact(descriptor.elements())];
        Arrays.fill(values, 1);
        return Tensor.allocate(arena, descriptor).copyFrom(values);
    }

    void execute() {
        convolution.execute(src, weights, bias, dst);
    }

    @Override
    public void close() {
        convolution.close();
        engine.close();
    }
}
