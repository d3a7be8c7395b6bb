package dev.onednn4j.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Chromium without a window, for tests that do not run where there is none.
record HeadlessBrowser(Path program) {
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

    static HeadlessBrowser find() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(Pattern.quote(File.pathSeparator)))
                .map(folder -> Path.of(folder, "chromium"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(HeadlessBrowser::new)
                .orElseGet(() -> abort("there is no chromium"));
    }

    /// The page's elements after its scripts have run.
    String elements(Path page, Path profile) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.addAll(QUIET);
        command.add("--user-data-dir=" + profile);
        command.add("--dump-dom");
        command.add(page.toUri().toString());
        Subprocess process = Subprocess.run(command);
        assertEquals(0, process.exitCode(), process.errors());
        return process.output();
    }
}
