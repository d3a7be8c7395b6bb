package dev.onednn4j.pages.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Chromium without a window, for tests that do not run where there is none.
public record HeadlessBrowser(Path program) {
    private static final List<String> QUIET =
            List.of(
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync");

    public static HeadlessBrowser find() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(Pattern.quote(File.pathSeparator)))
                .map(folder -> Path.of(folder, "chromium"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(HeadlessBrowser::new)
                .orElseGet(() -> abort("there is no chromium"));
    }

    /// The page's elements after its scripts have run.
    ///
    /// @param profile a folder of the browser's own
    public String elements(Path page, Path profile) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.addAll(QUIET);
        command.add("--user-data-dir=" + profile);
        command.add("--dump-dom");
        command.add(page.toUri().toString());
        // A file takes any amount of output without a thread that reads it.
        Path errors = Files.createTempFile("browser", ".err");
        try {
            Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
            byte[] elements = process.getInputStream().readAllBytes();
            assertEquals(0, process.waitFor(), Files.readString(errors));
            return new String(elements, StandardCharsets.UTF_8);
        } finally {
            Files.delete(errors);
        }
    }
}
