package dev.onednn4j.bench.jmh;

import dev.onednn4j.Convolution;
import dev.onednn4j.DataType;
import dev.onednn4j.Engine;
import dev.onednn4j.Execution;
import dev.onednn4j.FormatTag;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Reorder;
import dev.onednn4j.Tensor;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/// What the ways of running one convolution cost: 3×3, as many channels in as out, a square image.
/// The tiny one takes about as long as the call; the large one is a layer of a network.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ExecuteBenchmark {
    /// Channels and width of the image.
    @Param({"1x3", "64x56"})
    public String shape = "1x3";

    private final Arena arena = Arena.ofShared();
    private final Engine engine = Engine.cpu();
    private Convolution convolution;
    private Execution execution;
    private Tensor src;
    private Tensor weights;
    private Tensor dst;
    private Tensor otherDst;

    /// Makes the convolution and makes sure that it convolves: of ones with ones.
    @Setup
    public void prepare() {
        int channels = Integer.parseInt(shape.split("x", -1)[0]);
        int width = Integer.parseInt(shape.split("x", -1)[1]);
        convolution =
                Convolution.forward(engine)
                        .src(
                                MemoryDescriptor.of(DataType.F32, 1, channels, width, width)
                                        .with(FormatTag.NHWC))
                        .weights(DataType.F32, channels, channels, 3, 3)
                        .dst(DataType.F32, FormatTag.NHWC)
                        .build();
        src = ones(convolution.src());
        weights =
                convolution.pack(
                        ones(MemoryDescriptor.of(DataType.F32, channels, channels, 3, 3)), arena);
        dst = Tensor.allocate(arena, convolution.dst());
        otherDst = Tensor.allocate(arena, convolution.dst());
        execution = convolution.bind(src, weights, dst);
        execution.run();
        for (float sum : dst.toArray()) {
            if (sum != 9f * channels) {
                throw new IllegalStateException("expected " + 9 * channels + ", got " + sum);
            }
        }
    }

    /// Lets go of everything.
    @TearDown
    public void close() {
        execution.close();
        convolution.close();
        engine.close();
        arena.close();
    }

    private Tensor ones(MemoryDescriptor descriptor) {
        float[] values = new float[(int) descriptor.elements()];
        Arrays.fill(values, 1);
        return Tensor.allocate(arena, descriptor).copyFrom(values);
    }

    /// The cheapest way: everything bound before.
    @Benchmark
    public void run() {
        execution.run();
    }

    /// Tensors checked and bound at each call, as most programs do it.
    @Benchmark
    public void execute() {
        convolution.execute(src, weights, dst);
    }

    /// Another dst at each call.
    @Benchmark
    public void rebindAndRun() {
        execution.set("dst", otherDst);
        execution.run();
        execution.set("dst", dst);
        execution.run();
    }

    /// A primitive made and closed: what a program pays that does not keep it.
    @Benchmark
    public void reorderOnce() {
        Reorder.run(engine, dst, otherDst);
    }
}
