package dev.onednn4j.bench.report;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What this machine can do at most, as the C program `native/roofline` measures it in a few
/// seconds.
///
/// @param compiler what the program was compiled with
/// @param isa the instructions that it measured
/// @param gigahertz the clock that one thread ran at
/// @param lastLevelCacheBytes of all last-level caches together
/// @param bufferBytes the memory that bandwidth was measured on, many times as large
/// @param rateRepetitions how often each rate was measured; the best counts
/// @param memoryRepetitions how often each bandwidth was measured; the best counts
/// @param runs with one thread, and with all where there are more
public record Roofline(
        String compiler,
        Isa isa,
        double gigahertz,
        long lastLevelCacheBytes,
        long bufferBytes,
        int rateRepetitions,
        int memoryRepetitions,
        List<RooflineRun> runs) {

    /// Names of instruction sets; null where the machine has no instruction for it.
    public record Isa(String f32, @Nullable String bf16, @Nullable String int8) {}

    /// What was measured with so many threads together.
    public record RooflineRun(int threads, Gops gops, Bandwidth gigabytesPerSecond) {}

    /// 10⁹ multiplications and additions in a second; null where the machine has no instruction for
    /// it.
    public record Gops(double f32, @Nullable Double bf16, @Nullable Double int8) {}

    /// 10⁹ bytes in a second.
    ///
    /// @param read of reading alone
    /// @param triad of reading two arrays and writing a third; that the third is fetched before it
    ///   is written does not count
    public record Bandwidth(double read, double triad) {}

    /// With one thread.
    public RooflineRun single() {
        return runs.getFirst();
    }

    /// With all threads.
    public RooflineRun all() {
        return runs.getLast();
    }
}
