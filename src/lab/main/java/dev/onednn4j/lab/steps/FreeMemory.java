package dev.onednn4j.lab.steps;

import com.sun.management.OperatingSystemMXBean;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/// How much memory the machine has to spare.
final class FreeMemory {
    private static final Path LINUX = Path.of("/proc/meminfo");
    private static final String AVAILABLE = "MemAvailable:";

    private FreeMemory() {}

    /// The bytes that can be used without making other programs give up theirs. Linux tells; where
    /// it does not, what is not used at all has to do, though files that were read count as used.
    static long bytes() {
        try {
            for (String line : Files.readAllLines(LINUX)) {
                if (line.startsWith(AVAILABLE)) {
                    String kibibytes = line.substring(AVAILABLE.length()).replace("kB", "").strip();
                    return Long.parseLong(kibibytes) * 1024;
                }
            }
        } catch (IOException notLinux) {
            return unused();
        }
        return unused();
    }

    private static long unused() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getFreeMemorySize();
    }
}
