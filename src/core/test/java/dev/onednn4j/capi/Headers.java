package dev.onednn4j.capi;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The C headers inside the native jar on the class path.
///
/// @param texts the text of each header below `oneapi/dnnl`, by file name
record Headers(Map<String, String> texts) {
    private static final String NATIVES = "/org/bytedeco/dnnl";
    private static final String FOLDER = "oneapi/dnnl";
    private static final List<String> C_API =
            List.of(
                    "dnnl_version.h",
                    "dnnl_common_types.h",
                    "dnnl_types.h",
                    "dnnl_common.h",
                    "dnnl.h",
                    "dnnl_debug.h");

    static Headers ofNativeJar() throws IOException, URISyntaxException {
        URL natives =
                Objects.requireNonNull(
                        Headers.class.getResource(NATIVES),
                        "no native jar for this platform on the class path");
        Path jar = Path.of(((JarURLConnection) natives.openConnection()).getJarFileURL().toURI());
        try (FileSystem entries = FileSystems.newFileSystem(jar);
                Stream<Path> platforms = Files.list(entries.getPath(NATIVES))) {
            Path folder =
                    platforms
                            .map(platform -> platform.resolve("include").resolve(FOLDER))
                            .filter(Files::isDirectory)
                            .findFirst()
                            .orElseThrow(() -> new AssertionError("no headers in " + jar));
            return new Headers(read(folder));
        }
    }

    private static Map<String, String> read(Path folder) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".h")).toList()) {
                texts.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return texts;
    }

    /// Writes the headers where `#include "oneapi/dnnl/dnnl.h"` finds them.
    void writeTo(Path include) throws IOException {
        Path folder = Files.createDirectories(include.resolve(FOLDER));
        for (Map.Entry<String, String> header : texts.entrySet()) {
            Files.writeString(folder.resolve(header.getKey()), header.getValue());
        }
    }

    /// What jextract reads: the headers of the C API and the project's own.
    Declarations declarations() throws IOException {
        StringBuilder all = new StringBuilder(Files.readString(Path.of("native", "onednn.h")));
        C_API.forEach(name -> all.append('\n').append(text(name)));
        return Declarations.parse(all.toString(), text("dnnl_config.h"));
    }

    private String text(String name) {
        return Objects.requireNonNull(texts.get(name), name);
    }
}
