package dev.onednn4j.fuzz.child;

import org.jspecify.annotations.Nullable;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How children are started.
///
/// @param isa the instruction set that oneDNN may use at most, by its own name; null for the CPU's
/// @param jvmOptions more options for the JVM
/// @param directory for journals and crash reports; must exist
public record ChildSettings(@Nullable String isa, List<String> jvmOptions, Path directory) {
    /// glibc's allocator with checks; a heap that was overrun ends the process when it is freed.
    private static final Path CHECKING_ALLOCATOR =
            Path.of("/lib/x86_64-linux-gnu/libc_malloc_debug.so.0");

    /// Fills new memory with 0x7f, which makes huge numbers, so that what nobody wrote shows.
    private static final String ALLOCATOR = "glibc.malloc.check=3:glibc.malloc.perturb=128";

    /// Starts a child.
    ///
    /// @param name for its files
    /// @throws IOException when the JVM cannot be started
    Process start(String name) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-Xmx512m");
        command.add("-Xss2m");
        command.add("-XX:+UseSerialGC");
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-Donednn4j.warnReference=false");
        command.add("-XX:-CreateCoredumpOnCrash");
        command.add("-XX:ErrorFile=" + directory.resolve(name + ".crash"));
        command.addAll(jvmOptions);
        command.add("-cp");
        command.add(classPath());
        command.add(ChildMain.class.getName());
        command.add(journal(name).toString());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        if (isa != null) {
            environment.put("ONEDNN_MAX_CPU_ISA", isa);
        }
        environment.put("OMP_WAIT_POLICY", "PASSIVE");
        environment.put("GLIBC_TUNABLES", ALLOCATOR);
        if (Files.exists(CHECKING_ALLOCATOR)) {
            environment.put("LD_PRELOAD", CHECKING_ALLOCATOR.toString());
        }
        return builder.start();
    }

    /// Relative entries would mean other files to a JVM that starts elsewhere.
    private static String classPath() {
        return System.getProperty("java.class.path")
                .replace(File.pathSeparator + File.pathSeparator, File.pathSeparator);
    }

    Path journal(String name) {
        return directory.resolve(name + ".journal");
    }
}
