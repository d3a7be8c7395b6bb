package dev.onednn4j.bench.jmh;

import dev.onednn4j.DataType;
import dev.onednn4j.FormatTag;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Tensor;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;

/// What it costs to describe memory and to make a tensor of it.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TensorBenchmark {
    private final Arena arena = Arena.ofShared();
    private final MemoryDescriptor descriptor = image();
    private final MemorySegment segment = arena.allocate(descriptor.size(), 64);

    private static MemoryDescriptor image() {
        return MemoryDescriptor.of(DataType.F32, 1, 64, 56, 56).with(FormatTag.NHWC);
    }

    /// Lets go of the memory.
    @TearDown
    public void close() {
        arena.close();
    }

    /// A description alone.
    @Benchmark
    public MemoryDescriptor describe() {
        return image();
    }

    /// A tensor over memory that is there, described before.
    @Benchmark
    public Tensor wrap() {
        return Tensor.of(descriptor, segment);
    }

    /// A tensor of its own 800 kB, and their release.
    @Benchmark
    public long allocate() {
        try (Arena own = Arena.ofConfined()) {
            return Tensor.allocate(own, descriptor).segment().address();
        }
    }
}
