package dev.onednn4j.bench.run;

import dev.onednn4j.bench.problem.BadInput;
import dev.onednn4j.bench.report.OutputDirectory;
import dev.onednn4j.bench.report.ResultFiles;
import dev.onednn4j.bench.report.Results;

import org.jspecify.annotations.Nullable;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A JVM like this one, with the same flags and class path, that measures under one setting. What
/// it writes to standard error is shown, what it writes to standard output is not: its results come
/// in a file.
final class SweepChild {
    /// What it leaves there.
    static final String RESULTS = "results.json";

    private static final String CLASS_PATH = "-Djava.class.path=";
    private static final String JVM_ARGUMENTS = "jvm";

    private final Process process;
    private final Path directory;

    private SweepChild(Process process, Path directory) {
        this.process = process;
        this.directory = directory;
    }

    /// @param directory an empty one for the child's files
    /// @throws IOException when no process can be started
    static SweepChild start(
            SweepSetting setting, String mainClass, List<String> arguments, Path directory)
            throws IOException {
        List<String> jvm = new ArrayList<>();
        for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (!flag.startsWith(CLASS_PATH)) {
                jvm.add(flag);
            }
        }
        jvm.add("-D" + OutputDirectory.PROPERTY + "=" + directory);
        jvm.add("-cp");
        jvm.add(System.getProperty("java.class.path"));
        // A class path may be longer than a command line can be.
        Path file = directory.resolve(JVM_ARGUMENTS);
        Files.write(file, jvm.stream().map(SweepChild::quoted).toList());

        List<String> command = new ArrayList<>();
        command.add(java());
        command.add("@" + file);
        command.add(mainClass);
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectInput(Redirect.from(nothing()))
                        .redirectOutput(Redirect.DISCARD)
                        .redirectError(Redirect.INHERIT);
        builder.environment().putAll(setting.environment());
        return new SweepChild(builder.start(), directory);
    }

    private static String java() {
        return ProcessHandle.current()
                .info()
                .command()
                .orElse(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    }

    /// As a file of arguments wants it, where a backslash escapes what follows.
    private static String quoted(String argument) {
        return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static File nothing() {
        return new File(File.separatorChar == '/' ? "/dev/null" : "NUL");
    }

    /// Waits for its end.
    ///
    /// @return what it returned
    int await() throws InterruptedException {
        return process.waitFor();
    }

    /// Asks it to end, which lets it write down what it has.
    void end() {
        process.destroy();
    }

    /// Ends it at once.
    void kill() {
        process.destroyForcibly();
    }

    /// What it has measured; null when it left nothing.
    ///
    /// @throws IOException when what it left cannot be read
    @Nullable Results results() throws IOException {
        Path file = directory.resolve(RESULTS);
        if (!Files.exists(file)) {
            return null;
        }
        try {
            return ResultFiles.read(file);
        } catch (BadInput unreadable) {
            throw new IOException(unreadable.getMessage(), unreadable);
        }
    }
}
