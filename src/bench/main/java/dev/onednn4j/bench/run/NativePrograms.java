package dev.onednn4j.bench.run;

import dev.onednn4j.pages.Project;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// The C programs beside the Java ones: built with CMake into `target/native` when they are first
/// asked for, and built anew where their sources have changed.
///
/// Not thread safe; several processes may build at once.
public final class NativePrograms {
    private final Path sources;
    private final Path build;
    private boolean built;

    /// @param sources the folder with `CMakeLists.txt`
    /// @param build where to put what is built
    NativePrograms(Path sources, Path build) {
        this.sources = sources;
        this.build = build;
    }

    /// Those of the project.
    ///
    /// @throws NativeFailure when it has none
    public static NativePrograms ofProject() {
        Project project = Project.current();
        Path sources = project.root().resolve("native");
        if (!Files.exists(sources.resolve("CMakeLists.txt"))) {
            throw new NativeFailure("no native/ folder to build C programs from");
        }
        return new NativePrograms(sources, project.output("native"));
    }

    /// The file of a program.
    ///
    /// @throws NativeFailure when it cannot be built: without CMake or a C compiler, or on a system
    ///   that the program is not written for
    Path find(String name) {
        if (!built) {
            try {
                buildAll();
            } catch (IOException e) {
                throw new NativeFailure("the C programs cannot be built: " + e, e);
            }
            built = true;
        }
        Path program = build.resolve("bin").resolve(name);
        if (!Files.isExecutable(program)) {
            throw new NativeFailure("there is no " + name + " for this system");
        }
        return program;
    }

    private void buildAll() throws IOException {
        Files.createDirectories(build);
        try (FileChannel channel =
                        FileChannel.open(
                                build.resolve("lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            Path include = build.resolve("include");
            NativeHeaders.copyTo(include);
            configure(include);
            run(List.of("cmake", "--build", build.toString()));
        }
    }

    private void configure(Path include) throws IOException {
        Path configured = build.resolve("configured");
        String settings = sources + "\n" + include;
        if (Files.exists(configured) && Files.readString(configured).equals(settings)) {
            return;
        }
        Files.deleteIfExists(configured);
        // CMake refuses a folder that was configured for other sources, and keeps what it did not
        // find.
        Files.deleteIfExists(build.resolve("CMakeCache.txt"));
        run(
                List.of(
                        "cmake",
                        "-S",
                        sources.toString(),
                        "-B",
                        build.toString(),
                        "-DONEDNN_INCLUDE=" + include));
        Files.writeString(configured, settings);
    }

    private void run(List<String> command) throws IOException {
        Subprocess process;
        try {
            process = Subprocess.run(command);
        } catch (IOException e) {
            throw new NativeFailure("no CMake to build the C programs with: " + e.getMessage(), e);
        }
        if (process.exitCode() == 0) {
            return;
        }
        if (process.errors().contains("CMAKE_C_COMPILER")) {
            throw new NativeFailure("no C compiler to build the C programs with");
        }
        Path log = build.resolve("build.log");
        Files.writeString(log, process.output() + process.errors());
        throw new NativeFailure("the C programs cannot be built: see " + log);
    }
}
