package dev.onednn4j.bench;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
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
record Roofline(
        String compiler,
        Isa isa,
        double gigahertz,
        long lastLevelCacheBytes,
        long bufferBytes,
        int rateRepetitions,
        int memoryRepetitions,
        List<Run> runs) {

    /// Names of instruction sets; null where the machine has no instruction for it.
    record Isa(String f32, @Nullable String bf16, @Nullable String int8) {}

    /// What was measured with so many threads together.
    record Run(int threads, Gops gops, Bandwidth gigabytesPerSecond) {}

    /// 10⁹ multiplications and additions in a second; null where the machine has no instruction for
    /// it.
    record Gops(double f32, @Nullable Double bf16, @Nullable Double int8) {}

    /// 10⁹ bytes in a second.
    ///
    /// @param read of reading alone
    /// @param triad of reading two arrays and writing a third; that the third is fetched before it
    ///   is written does not count
    record Bandwidth(double read, double triad) {}

    /// Measures with one thread and with as many as there are processors.
    ///
    /// @throws NativeFailure when the program cannot be built or fails
    static Roofline measure(NativePrograms programs) {
        return measure(programs, List.of());
    }

    /// Measures with one thread and with so many.
    ///
    /// @throws NativeFailure when the program cannot be built or fails
    static Roofline measure(NativePrograms programs, int threads) {
        return measure(programs, List.of("--threads=" + threads));
    }

    private static Roofline measure(NativePrograms programs, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(programs.find("roofline").toString());
        command.addAll(arguments);
        try {
            Subprocess process = Subprocess.run(command);
            if (process.exitCode() != 0) {
                throw new NativeFailure(process.errors().strip());
            }
            return parse(process.output());
        } catch (IOException e) {
            throw new NativeFailure("roofline does not run: " + e.getMessage(), e);
        }
    }

    /// Reads what the program prints.
    ///
    /// @throws NativeFailure when it is something else
    static Roofline parse(String json) {
        try {
            Roofline parsed = new Gson().fromJson(json, Roofline.class);
            if (parsed == null || parsed.runs() == null || parsed.runs().isEmpty()) {
                throw new NativeFailure("roofline printed no measurement");
            }
            return parsed;
        } catch (JsonParseException e) {
            throw new NativeFailure("roofline printed no JSON: " + e.getMessage(), e);
        }
    }

    /// With one thread.
    Run single() {
        return runs.getFirst();
    }

    /// With all threads.
    Run all() {
        return runs.getLast();
    }
}
