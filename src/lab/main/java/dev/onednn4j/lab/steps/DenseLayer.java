package dev.onednn4j.lab.steps;

import dev.onednn4j.DataType;
import dev.onednn4j.Engine;
import dev.onednn4j.FormatTag;
import dev.onednn4j.InnerProduct;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;

/// A fully connected layer from pictures to pictures of the same size.
///
/// oneDNN calls it an inner product: src {N, C, H, W}, here {1, 1, height, width}; weights {O, C,
/// H, W}, with one output for each pixel of the result; dst {N, O}. A descriptor that is given
/// nothing but sizes lies as a C array does, the last dimension innermost. So W[i,j,k,l] only has
/// to be seen as if i and j were one index.
final class DenseLayer implements AutoCloseable {
    private final int height;
    private final int width;
    private final Tensor weights;
    private final Tensor bias;
    private final Tensor dst;
    private final InnerProduct product;

    /// @param arena where weights and results live
    DenseLayer(Engine engine, int height, int width, Arena arena) {
        this.height = height;
        this.width = width;
        weights =
                Tensor.allocate(
                        arena, MemoryDescriptor.of(DataType.F32, height, width, height, width));
        bias = Tensor.allocate(arena, MemoryDescriptor.of(DataType.F32, height, width));
        dst = Tensor.allocate(arena, MemoryDescriptor.of(DataType.F32, height, width));
        product =
                InnerProduct.forward(engine)
                        .src(MemoryDescriptor.of(DataType.F32, 1, 1, height, width))
                        .weights(weightsAsOutputs().descriptor())
                        .bias(DataType.F32)
                        .dst(DataType.F32, FormatTag.NC)
                        .build();
    }

    /// W[i,j,k,l].
    Tensor weights() {
        return weights;
    }

    /// The same memory as {O, C, H, W}.
    Tensor weightsAsOutputs() {
        return weights.reshape((long) height * width, 1, height, width);
    }

    /// U[i,j].
    Tensor bias() {
        return bias;
    }

    /// H[i,j].
    Tensor dst() {
        return dst;
    }

    long parameters() {
        return weights.descriptor().elements() + bias.descriptor().elements();
    }

    /// A weight for each pair of pixels.
    interface Weight {
        double at(int i, int j, int k, int l);
    }

    void setWeights(Weight weight, Plane bias) {
        long next = 0;
        for (int i = 0; i < height; i++) {
            for (int j = 0; j < width; j++) {
                for (int k = 0; k < height; k++) {
                    for (int l = 0; l < width; l++) {
                        // Large tensors are filled through their memory, which is W as it is
                        // written: l runs fastest.
                        weights.segment()
                                .setAtIndex(
                                        ValueLayout.JAVA_FLOAT,
                                        next++,
                                        (float) weight.at(i, j, k, l));
                    }
                }
            }
        }
        this.bias.copyFrom(bias.values());
    }

    /// Computes H.
    ///
    /// @param x the picture, {1, 1, height, width}
    Plane execute(Tensor x) {
        long pixels = (long) height * width;
        product.execute(x, weightsAsOutputs(), bias.reshape(pixels), dst.reshape(1, pixels));
        return Plane.of(dst, height, width);
    }

    /// The seconds that one run usually takes.
    double time(Tensor x) {
        return Stopwatch.median(() -> execute(x));
    }

    /// H by the equation.
    Expected expected(Plane x) {
        return Expected.of(
                height * width,
                index ->
                        sum -> {
                            sum.add(bias.segment().getAtIndex(ValueLayout.JAVA_FLOAT, index));
                            for (int pixel = 0; pixel < x.values().length; pixel++) {
                                double weight =
                                        weights.segment()
                                                .getAtIndex(
                                                        ValueLayout.JAVA_FLOAT,
                                                        (long) index * x.values().length + pixel);
                                sum.add(weight * x.values()[pixel]);
                            }
                        });
    }

    @Override
    public void close() {
        product.close();
    }
}
