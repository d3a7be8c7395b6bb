package dev.onednn4j.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A JVM of its own, for what a test cannot show in the JVM that runs it: how the library loads,
/// which settings of the environment are heeded, what happens at exit. It has this JVM's class path
/// and environment, but nothing of the latter that steers onednn4j or the system's search for
/// libraries.
public final class ChildJvm {
    private static final long SECONDS_TO_LIVE = 120;
    private static final List<String> STEERING =
            List.of(
                    "ONEDNN4J_LIBRARY",
                    "ONEDNN4J_CACHE",
                    "LD_LIBRARY_PATH",
                    "DYLD_LIBRARY_PATH",
                    "JAVA_TOOL_OPTIONS",
                    "JDK_JAVA_OPTIONS");

    private final ProcessBuilder builder = new ProcessBuilder();
    private final List<String> options = new ArrayList<>();
    private List<String> classPath = classPath();

    private ChildJvm() {
        STEERING.forEach(builder.environment()::remove);
    }

    /// What a child did.
    ///
    /// @param exitCode what it returned
    /// @param output all it wrote to standard output and standard error, in order
    public record Result(int exitCode, String output) {}

    /// A child with these options of the `java` command.
    public static ChildJvm with(String... options) {
        return new ChildJvm().and(options);
    }

    /// Adds options of the `java` command.
    public ChildJvm and(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    /// Replaces the class path; an empty one is left out.
    public ChildJvm classPath(List<String> entries) {
        classPath = List.copyOf(entries);
        return this;
    }

    /// Sets an environment variable.
    public ChildJvm environment(String name, String value) {
        builder.environment().put(name, value);
        return this;
    }

    /// Runs a class's `main` to its end.
    public Result run(Class<?> main, String... arguments) {
        return start(main, arguments).await();
    }

    /// Runs the `main` of a class in a module to its end.
    public Result runModule(String module, Class<?> main, String... arguments) {
        return launch(List.of("-m", module + "/" + main.getName()), arguments).await();
    }

    /// Starts a class's `main` and lets it run.
    public Running start(Class<?> main, String... arguments) {
        return launch(List.of(main.getName()), arguments);
    }

    private Running launch(List<String> main, String... arguments) {
        List<String> command = new ArrayList<>();
        Optional<String> java = ProcessHandle.current().info().command();
        command.add(
                java.orElse(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        if (!classPath.isEmpty()) {
            command.add("-cp");
            command.add(String.join(System.getProperty("path.separator"), classPath));
        }
        command.addAll(main);
        command.addAll(List.of(arguments));
        try {
            // A file takes any amount of output without a thread that reads it.
            Path output = Files.createTempFile("child-jvm", ".out");
            Process process =
                    builder.command(command)
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start();
            return new Running(process, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The entries of this JVM's class path.
    public static List<String> classPath() {
        return List.of(
                System.getProperty("java.class.path")
                        .split(System.getProperty("path.separator"), -1));
    }

    /// A child that was started.
    public static final class Running {
        private final Process process;
        private final Path output;

        private Running(Process process, Path output) {
            this.process = process;
            this.output = output;
        }

        /// Waits for its end; a child that does not come to it is killed.
        public Result await() {
            try {
                if (!process.waitFor(SECONDS_TO_LIVE, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                    throw new AssertionError(
                            "the child JVM did not end, it wrote:\n" + Files.readString(output));
                }
                return new Result(process.exitValue(), Files.readString(output));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while a child JVM ran", e);
            } finally {
                process.destroyForcibly();
                output.toFile().delete();
            }
        }
    }
}
