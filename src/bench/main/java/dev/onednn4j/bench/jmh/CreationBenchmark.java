package dev.onednn4j.bench.jmh;

import dev.onednn4j.Convolution;
import dev.onednn4j.DataType;
import dev.onednn4j.Engine;
import dev.onednn4j.capi.onednn_h;

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

import java.util.concurrent.TimeUnit;

/// What it costs to make and close a convolution: 3×3, 64 channels, 56×56.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CreationBenchmark {
    /// Primitives that oneDNN's cache holds: without any, each is made anew.
    @Param({"0", "1024"})
    public int cache = 1024;

    private final Engine engine = Engine.cpu();

    /// Sets the size of the cache.
    @Setup
    public void prepare() {
        int status = onednn_h.dnnl_set_primitive_cache_capacity(cache);
        if (status != onednn_h.dnnl_success()) {
            throw new IllegalStateException("dnnl_set_primitive_cache_capacity: " + status);
        }
    }

    /// Lets go of the engine.
    @TearDown
    public void close() {
        engine.close();
    }

    /// From the description to a primitive that can run.
    @Benchmark
    public long makeAndClose() {
        try (Convolution made =
                Convolution.forward(engine)
                        .src(DataType.F32, 1, 64, 56, 56)
                        .weights(DataType.F32, 64, 64, 3, 3)
                        .dst(DataType.F32)
                        .padding(1)
                        .build()) {
            return made.scratchpadSize();
        }
    }
}
