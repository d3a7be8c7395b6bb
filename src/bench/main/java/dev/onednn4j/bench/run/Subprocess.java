package dev.onednn4j.bench.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A program that ran to its end.
///
/// @param exitCode what it returned
/// @param output what it wrote to standard output
/// @param errors what it wrote to standard error
record Subprocess(int exitCode, String output, String errors) {

    /// Runs a program without input. When this thread is interrupted the program is killed.
    ///
    /// @throws IOException when there is no such program
    static Subprocess run(List<String> command) throws IOException {
        // A file takes any amount of output without a thread that reads it.
        Path errors = Files.createTempFile("onednn4j", ".err");
        try {
            Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
            try {
                process.getOutputStream().close();
                byte[] output = process.getInputStream().readAllBytes();
                return new Subprocess(
                        process.waitFor(),
                        new String(output, StandardCharsets.UTF_8),
                        Files.readString(errors));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new NativeFailure("interrupted while " + command.getFirst() + " ran", e);
            } finally {
                process.destroyForcibly();
            }
        } finally {
            Files.delete(errors);
        }
    }
}
