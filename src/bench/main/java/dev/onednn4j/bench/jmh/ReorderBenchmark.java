package dev.onednn4j.bench.jmh;

import dev.onednn4j.DataType;
import dev.onednn4j.Engine;
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
import java.util.concurrent.TimeUnit;

/// What it costs to bring an image from NCHW to NHWC with a reorder that is kept.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ReorderBenchmark {
    /// Channels and width of the image.
    @Param({"1x3", "64x56"})
    public String shape = "1x3";

    private final Arena arena = Arena.ofShared();
    private final Engine engine = Engine.cpu();
    private Reorder reorder;
    private Tensor src;
    private Tensor dst;

    /// Makes the reorder and makes sure that an element arrives.
    @Setup
    public void prepare() {
        int channels = Integer.parseInt(shape.split("x", -1)[0]);
        int width = Integer.parseInt(shape.split("x", -1)[1]);
        MemoryDescriptor image = MemoryDescriptor.of(DataType.F32, 1, channels, width, width);
        src = Tensor.allocate(arena, image.with(FormatTag.NCHW));
        dst = Tensor.allocate(arena, image.with(FormatTag.NHWC));
        src.set(7, 0, channels - 1, 1, 2);
        reorder = Reorder.of(engine, src.descriptor(), dst.descriptor());
        reorder.execute(src, dst);
        if (dst.get(0, channels - 1, 1, 2) != 7) {
            throw new IllegalStateException("the element did not arrive");
        }
    }

    /// Lets go of everything.
    @TearDown
    public void close() {
        reorder.close();
        engine.close();
        arena.close();
    }

    /// Tensors checked and bound at each call.
    @Benchmark
    public void execute() {
        reorder.execute(src, dst);
    }
}
