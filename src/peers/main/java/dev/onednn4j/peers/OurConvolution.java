package dev.onednn4j.peers;

import dev.onednn4j.Convolution;
import dev.onednn4j.DataType;
import dev.onednn4j.Engine;
import dev.onednn4j.Execution;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.OneDnn;
import dev.onednn4j.Reorder;
import dev.onednn4j.Tensor;

import java.lang.foreign.Arena;
import java.util.stream.LongStream;

/// onednn4j. Timed is [Execution#run()] alone, bound once to tensors in the layouts that oneDNN
/// chose: within a network the neighbours take and give these.
final class OurConvolution implements PeerConvolution {
    private final Arena arena = Arena.ofShared();
    private final Engine engine;
    private final Convolution convolution;
    private final Execution execution;
    private final Tensor dst;
    private final MemoryDescriptor plainDst;

    OurConvolution(PeerProblem problem, ProblemData data, int threads) {
        OneDnn.setThreads(threads);
        engine = Engine.cpu();
        long[] kernel = problem.weightsDims();
        if (problem.grouped()) {
            kernel[0] /= problem.groups();
            kernel =
                    LongStream.concat(LongStream.of(problem.groups()), LongStream.of(kernel))
                            .toArray();
        }
        convolution =
                Convolution.forward(engine)
                        .src(DataType.F32, problem.srcDims())
                        .weights(DataType.F32, kernel)
                        .dst(DataType.F32)
                        .strides(PeerProblem.longs(problem.strides()))
                        .dilation(PeerProblem.longs(problem.dilation()))
                        .padding(
                                PeerProblem.longs(problem.paddingLeft()),
                                PeerProblem.longs(problem.paddingRight()))
                        .build();
        Tensor weights = convolution.pack(plain(data.weights(), kernel), arena);
        Tensor src = Tensor.allocate(arena, convolution.src());
        Reorder.run(engine, plain(data.src(), problem.srcDims()), src);
        dst = Tensor.allocate(arena, convolution.dst());
        plainDst = MemoryDescriptor.of(DataType.F32, problem.dstDims());
        execution = convolution.bind(src, weights, dst);
    }

    private Tensor plain(float[] values, long[] dims) {
        return Tensor.allocate(arena, MemoryDescriptor.of(DataType.F32, dims)).copyFrom(values);
    }

    @Override
    public Object run() {
        execution.run();
        return dst;
    }

    @Override
    public float[] output() {
        Tensor plain = Tensor.allocate(arena, plainDst);
        Reorder.run(engine, dst, plain);
        return plain.toArray();
    }

    @Override
    public String form() {
        return convolution.implementation();
    }

    @Override
    public void close() {
        execution.close();
        convolution.close();
        engine.close();
        arena.close();
    }
}
