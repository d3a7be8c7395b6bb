package dev.onednn4j.bench.report;

import dev.onednn4j.OneDnn;
import dev.onednn4j.pages.Processor;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The machine and the programs that figures come from.
///
/// @param cpu the processor's name
/// @param processors how many of them the JVM may use
/// @param isa the widest instructions that oneDNN uses here
/// @param library oneDNN's version
/// @param jvm the JVM's name and version
/// @param system the operating system
/// @param threads what primitives run on
/// @param waitPolicy `OMP_WAIT_POLICY`; null where it is not set
/// @param governor how the system drives the clock; null where it does not tell
public record MachineFacts(
        String cpu,
        int processors,
        String isa,
        String library,
        String jvm,
        String system,
        int threads,
        @Nullable String waitPolicy,
        @Nullable String governor) {
    private static final Path GOVERNOR =
            Path.of("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");

    /// Asks the system, the JVM and oneDNN, which is loaded for it.
    public static MachineFacts detect() {
        OneDnn.Version version = OneDnn.version();
        return new MachineFacts(
                Processor.name(),
                Runtime.getRuntime().availableProcessors(),
                OneDnn.cpuIsa(),
                "%d.%d.%d".formatted(version.major(), version.minor(), version.patch()),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                OneDnn.threads(),
                System.getenv("OMP_WAIT_POLICY"),
                firstLine(GOVERNOR));
    }

    private static @Nullable String firstLine(Path file) {
        try {
            return Files.isReadable(file)
                    ? Files.readAllLines(file).stream().findFirst().orElse(null)
                    : null;
        } catch (IOException unreadable) {
            return null;
        }
    }
}
