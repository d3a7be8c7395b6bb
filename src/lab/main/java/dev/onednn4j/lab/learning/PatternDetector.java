package dev.onednn4j.lab.learning;

import static dev.onednn4j.DataType.F32;
import static dev.onednn4j.FormatTag.NHWC;

import dev.onednn4j.Convolution;
import dev.onednn4j.Eltwise;
import dev.onednn4j.EltwiseAlgorithm;
import dev.onednn4j.Execution;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Pooling;
import dev.onednn4j.PoolingAlgorithm;
import dev.onednn4j.Tensor;

/// Three primitives that make one number of each picture: how much of a pattern is in it, wherever
/// it is.
///
/// ```text
/// map     {N, 1, H, W}    the kernel at each place, plus a bias
/// relu    {N, 1, H, W}    nothing is left but what exceeds the threshold
/// answer  {N, 1, 1, 1}    the largest of the map
/// ```
final class PatternDetector {
    private final Tensor pictures;
    private final Tensor map;
    private final Tensor answer;
    private final Execution convolution;
    private final Execution relu;
    private final Execution pooling;

    /// @param count how many pictures are looked at at once
    /// @param size their width and height
    /// @param threshold what a place must exceed to count at all
    PatternDetector(Workbench bench, int count, int size, Kernel kernel, double threshold) {
        int width = kernel.size();
        Convolution correlate =
                bench.keep(
                        Convolution.forward(bench.engine())
                                .src(MemoryDescriptor.of(F32, count, 1, size, size).with(NHWC))
                                .weights(F32, 1, 1, width, width)
                                .bias(F32)
                                .dst(F32, NHWC)
                                .build());
        Eltwise cutOff =
                bench.keep(
                        Eltwise.forward(bench.engine())
                                .algorithm(EltwiseAlgorithm.RELU)
                                .src(correlate.dst())
                                .build());
        // A kernel as large as the map leaves one number of it.
        Pooling largest =
                bench.keep(
                        Pooling.forward(bench.engine())
                                .algorithm(PoolingAlgorithm.MAX)
                                .src(cutOff.dst())
                                .kernel(correlate.dst().dim(2), correlate.dst().dim(3))
                                .build());

        pictures = bench.allocate(correlate.src());
        map = bench.allocate(correlate.dst());
        answer = bench.allocate(largest.dst());
        Tensor plain = bench.allocate(MemoryDescriptor.of(F32, 1, 1, width, width));
        Packing weights = Packing.toPrimitive(bench, plain, correlate.weights());
        plain.copyFrom(kernel.toFloats());
        weights.run();
        Tensor bias = bench.allocate(MemoryDescriptor.of(F32, 1)).copyFrom((float) -threshold);

        convolution = bench.keep(correlate.bind(pictures, weights.dst(), bias, map));
        relu = bench.keep(cutOff.bind(map, map));
        pooling = bench.keep(largest.bind(map, answer, null));
    }

    /// What it looks at.
    Tensor pictures() {
        return pictures;
    }

    /// Where the pattern is, as of the last run.
    Tensor map() {
        return map;
    }

    /// One number for each picture, as of the last run.
    Tensor answer() {
        return answer;
    }

    void run() {
        convolution.run();
        relu.run();
        pooling.run();
    }
}
