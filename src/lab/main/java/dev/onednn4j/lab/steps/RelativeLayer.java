package dev.onednn4j.lab.steps;

import dev.onednn4j.BinaryAlgorithm;
import dev.onednn4j.DataType;
import dev.onednn4j.Engine;
import dev.onednn4j.Execution;
import dev.onednn4j.FormatTag;
import dev.onednn4j.MatMul;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.PostOps;
import dev.onednn4j.RuntimeArguments;
import dev.onednn4j.Tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// A [DenseLayer] whose weights are counted from the pixel they belong to.
///
/// Each pixel of the result multiplies its own weights with its own window of the picture. That is
/// a batch of products of a row with a column, one for each pixel: src {pixels, 1, K} times weights
/// {pixels, K, 1}.
final class RelativeLayer implements AutoCloseable {
    private final int height;
    private final int width;
    private final Tensor weights;
    private final Tensor windows;
    private final Tensor dst;
    private final MatMul product;
    private final Execution execution;

    /// Takes the weights of another layer as they are now.
    ///
    /// @param arena where weights, windows and results live
    RelativeLayer(Engine engine, DenseLayer layer, Arena arena) {
        height = (int) layer.dst().descriptor().dim(0);
        width = (int) layer.dst().descriptor().dim(1);
        MemoryDescriptor relative =
                MemoryDescriptor.of(DataType.F32, height, width, 2L * height - 1, 2L * width - 1);
        weights = Tensor.allocate(arena, relative);
        windows = Tensor.allocate(arena, relative);
        dst = Tensor.allocate(arena, MemoryDescriptor.of(DataType.F32, height, width));
        copyWeights(layer.weights());

        long pixels = (long) height * width;
        long terms = relative.dim(2) * relative.dim(3);
        Tensor rows = weights.reshape(pixels, 1, terms);
        Tensor columns = windows.reshape(pixels, terms, 1);
        // A bias of a matrix product is fast where it is one row for all; here each product has its
        // own. Added by a post-operation it is fast as well.
        Tensor added = layer.bias().reshape(pixels, 1, 1);
        product =
                MatMul.forward(engine)
                        .src(rows.descriptor())
                        .weights(columns.descriptor())
                        .dst(DataType.F32, FormatTag.of("abc"))
                        .postOps(
                                PostOps.none().binary(BinaryAlgorithm.ADD, "U", added.descriptor()))
                        .build();
        execution =
                product.bind(
                        rows,
                        columns,
                        null,
                        dst.reshape(pixels, 1, 1),
                        RuntimeArguments.of("U", added));
    }

    /// V[i,j,a,b]. The index a begins at 1 - height, since the pixel that is farthest away lies
    /// there, and b at 1 - width.
    Tensor weights() {
        return weights;
    }

    /// Rows of W are contiguous in V too: V[i,j,k-i,l-j] = W[i,j,k,l] for all l at once.
    private void copyWeights(Tensor from) {
        long next = 0;
        for (int i = 0; i < height; i++) {
            for (int j = 0; j < width; j++) {
                for (int k = 0; k < height; k++) {
                    MemorySegment.copy(
                            from.segment(),
                            ValueLayout.JAVA_FLOAT,
                            next,
                            weights.segment(),
                            ValueLayout.JAVA_FLOAT,
                            position(i, j, k - i, -j),
                            width);
                    next += (long) width * Float.BYTES;
                }
            }
        }
    }

    /// Where an element of V lies, in bytes.
    private long position(int i, int j, int a, int b) {
        long[] strides = weights.descriptor().strides();
        return (i * strides[0]
                        + j * strides[1]
                        + (a + height - 1) * strides[2]
                        + (b + width - 1) * strides[3])
                * Float.BYTES;
    }

    /// Computes H. The windows have to be copied: they overlap, and oneDNN takes no tensor two of
    /// whose elements are one.
    Plane execute(Plane x) {
        float[] row = x.values();
        for (int i = 0; i < height; i++) {
            for (int j = 0; j < width; j++) {
                for (int k = 0; k < height; k++) {
                    MemorySegment.copy(
                            row,
                            k * width,
                            windows.segment(),
                            ValueLayout.JAVA_FLOAT,
                            position(i, j, k - i, -j),
                            width);
                }
            }
        }
        execution.run();
        return Plane.of(dst, height, width);
    }

    /// The seconds that one run usually takes, when the windows are copied.
    double time() {
        return Stopwatch.median(execution::run);
    }

    @Override
    public void close() {
        execution.close();
        product.close();
    }
}
