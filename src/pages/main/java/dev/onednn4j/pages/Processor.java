package dev.onednn4j.pages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What figures come from.
public final class Processor {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final String MODEL_NAME = "model name";

    private Processor() {}

    /// The processor's name, or its architecture where the system does not tell.
    public static String name() {
        try {
            if (Files.isReadable(CPU_INFO)) {
                List<String> lines = Files.readAllLines(CPU_INFO);
                return lines.stream()
                        .filter(line -> line.startsWith(MODEL_NAME))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse(System.getProperty("os.arch"));
            }
        } catch (IOException unreadable) {
            // The architecture is told instead.
        }
        return System.getProperty("os.arch");
    }
}
