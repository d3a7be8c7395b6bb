package dev.onednn4j.bench.run;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// The C headers of oneDNN, which the jar with this platform's natives brings along.
final class NativeHeaders {
    private static final String NATIVES = "/org/bytedeco/dnnl";
    private static final String FOLDER = "oneapi/dnnl";

    private NativeHeaders() {}

    /// Copies the headers to where `#include "oneapi/dnnl/dnnl.h"` finds them. A file that is the
    /// same already stays as it is, so that nothing is compiled again on its account.
    ///
    /// @throws NativeFailure when the class path has no such jar
    static void copyTo(Path include) throws IOException {
        try (FileSystem jar = FileSystems.newFileSystem(nativesJar());
                Stream<Path> platforms = Files.list(jar.getPath(NATIVES))) {
            Path folder =
                    platforms
                            .map(platform -> platform.resolve("include").resolve(FOLDER))
                            .filter(Files::isDirectory)
                            .findFirst()
                            .orElseThrow(() -> new NativeFailure("the natives jar has no headers"));
            copy(folder, Files.createDirectories(include.resolve(FOLDER)));
        }
    }

    private static Path nativesJar() throws IOException {
        URL natives = NativeHeaders.class.getResource(NATIVES);
        if (natives == null || !(natives.openConnection() instanceof JarURLConnection inJar)) {
            throw new NativeFailure("no jar with oneDNN's headers is on the class path");
        }
        try {
            return Path.of(inJar.getJarFileURL().toURI());
        } catch (URISyntaxException e) {
            throw new NativeFailure("the natives jar has no usable path: " + e.getMessage(), e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> headers;
        try (Stream<Path> files = Files.list(from)) {
            headers = files.filter(file -> file.toString().endsWith(".h")).toList();
        }
        for (Path header : headers) {
            Path copy = to.resolve(header.getFileName().toString());
            byte[] text = Files.readAllBytes(header);
            if (!Files.exists(copy) || !Arrays.equals(text, Files.readAllBytes(copy))) {
                Files.write(copy, text);
            }
        }
    }
}
