package dev.onednn4j.bench.run;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// How large the caches are that lie between processors and memory.
///
/// @param bytes of all last-level caches together
/// @param known whether the system told; otherwise the size is a guess on the large side
record LastLevelCache(long bytes, boolean known) {
    private static final Path PROCESSORS = Path.of("/sys/devices/system/cpu");
    private static final long GUESS = 64L << 20;

    /// Asks the system.
    static LastLevelCache detect() {
        return read(PROCESSORS);
    }

    /// @param processors the folder with one folder for each processor, as Linux has it
    static LastLevelCache read(Path processors) {
        Map<String, Long> sizes = new HashMap<>();
        int lastLevel = 0;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(processors, "cpu[0-9]*")) {
            for (Path processor : all) {
                try (DirectoryStream<Path> caches =
                        Files.newDirectoryStream(processor.resolve("cache"), "index*")) {
                    for (Path cache : caches) {
                        int level = Integer.parseInt(text(cache, "level"));
                        if (level > lastLevel) {
                            lastLevel = level;
                            sizes.clear();
                        }
                        if (level == lastLevel && !text(cache, "type").equals("Instruction")) {
                            // Processors that share a cache all tell of it.
                            sizes.put(text(cache, "shared_cpu_list"), bytes(text(cache, "size")));
                        }
                    }
                }
            }
        } catch (IOException | NumberFormatException untold) {
            return new LastLevelCache(GUESS, false);
        }
        long sum = sizes.values().stream().mapToLong(Long::longValue).sum();
        return sum > 0 ? new LastLevelCache(sum, true) : new LastLevelCache(GUESS, false);
    }

    private static String text(Path cache, String file) throws IOException {
        return Files.readString(cache.resolve(file)).strip();
    }

    private static long bytes(String size) {
        long number = Long.parseLong(size.replaceFirst("[KMG]$", ""));
        return switch (size.charAt(size.length() - 1)) {
            case 'K' -> number << 10;
            case 'M' -> number << 20;
            case 'G' -> number << 30;
            default -> number;
        };
    }
}
