package dev.onednn4j.bench.run;

import dev.onednn4j.bench.problem.BadInput;
import dev.onednn4j.bench.report.JsonRecords;
import dev.onednn4j.bench.report.Roofline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Runs the C program `native/roofline`, which measures what this machine can do at most.
final class RooflineProgram {
    private RooflineProgram() {}

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
            Roofline parsed = JsonRecords.parse(json, Roofline.class, "roofline", "measurement");
            if (parsed.runs().isEmpty()) {
                throw new NativeFailure("roofline printed no measurement");
            }
            return parsed;
        } catch (BadInput other) {
            throw new NativeFailure("what was printed is unusable: " + other.getMessage(), other);
        }
    }
}
