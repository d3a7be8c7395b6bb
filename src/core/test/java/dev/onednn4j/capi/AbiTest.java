package dev.onednn4j.capi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.PaddingLayout;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The bindings hold what this platform's C compiler makes of the headers in the native jar:
/// `native/abi` prints it, built with CMake as a person would build it.
class AbiTest {
    @TempDir private static Path work;

    private static List<String> printed;

    @BeforeAll
    static void runTheCProgram() throws IOException, InterruptedException, URISyntaxException {
        Headers.ofNativeJar().writeTo(work.resolve("include"));
        Path build = work.resolve("build");
        configure(build);
        Run compile = run("cmake", "--build", build.toString(), "--target", "abi");
        assertEquals(0, compile.exitCode(), compile::output);
        Run abi = run(program(build.resolve("bin")).toString());
        assertEquals(0, abi.exitCode(), abi::output);
        printed = abi.output().lines().toList();
    }

    private static void configure(Path build) throws InterruptedException {
        Run configure;
        try {
            configure =
                    run(
                            "cmake",
                            "-S",
                            "native",
                            "-B",
                            build.toString(),
                            "-DONEDNN_INCLUDE=" + work.resolve("include"));
        } catch (IOException e) {
            assumeTrue(false, "no CMake to build native/abi with: " + e.getMessage());
            return;
        }
        assumeFalse(
                configure.output().contains("CMAKE_C_COMPILER could be found")
                        || configure.output().contains("CMAKE_C_COMPILER not set"),
                "CMake finds no C compiler to build native/abi with");
        assertEquals(0, configure.exitCode(), configure::output);
    }

    private static Path program(Path folder) throws IOException {
        try (Stream<Path> programs = Files.list(folder)) {
            return programs.filter(path -> path.getFileName().toString().matches("abi(\\.exe)?"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private record Run(int exitCode, String output) {}

    private static Run run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    @Test
    void everyConstantHasTheValueItHasInC() {
        Map<String, String> inC = lines("constant ", 1);
        Map<String, String> inJava = new TreeMap<>();
        for (String name : Bindings.included("constant")) {
            inJava.put(name, print(Bindings.constant(name)));
        }
        Differences.assertSame(inC, inJava);
    }

    private static String print(Object constant) {
        return switch (constant) {
            case Integer value -> "integer 4 " + Integer.toHexString(value);
            case Long value -> "integer 8 " + Long.toHexString(value);
            case MemorySegment value -> "pointer 8 " + Long.toHexString(value.address());
            default -> "of " + constant.getClass();
        };
    }

    @Test
    void everyTypeHasTheSizeAndAlignmentItHasInC() throws IOException, URISyntaxException {
        Map<String, MemoryLayout> layouts = new HashMap<>(Bindings.NUMBERS);
        for (String enumType : Headers.ofNativeJar().declarations().enums().keySet()) {
            layouts.put(enumType, onednn_h.C_INT);
        }
        for (String type : Bindings.included("typedef")) {
            Bindings.layout(type).ifPresent(layout -> layouts.put(type, layout));
        }
        layouts.put(
                "dnnl_dims_t",
                MemoryLayout.sequenceLayout(onednn_h.DNNL_MAX_NDIMS(), onednn_h.C_LONG_LONG));

        Map<String, String> inJava = new TreeMap<>();
        layouts.forEach(
                (type, layout) ->
                        inJava.put(type, layout.byteSize() + " " + layout.byteAlignment()));
        Differences.assertSame(lines("type ", 1), inJava);
    }

    @Test
    void everyStructFieldLiesWhereItLiesInC() {
        Map<String, String> inJava = new TreeMap<>();
        for (String struct : Bindings.structs()) {
            MemoryLayout layout = Bindings.structLayout(struct);
            for (MemoryLayout member : Bindings.structLayout(struct).memberLayouts()) {
                if (!(member instanceof PaddingLayout)) {
                    String name = member.name().orElseThrow();
                    long offset = layout.byteOffset(PathElement.groupElement(name));
                    inJava.put(struct + " " + name, offset + " " + member.byteSize());
                }
            }
        }
        Differences.assertSame(lines("field ", 2), inJava);
    }

    /// The printed lines of one kind.
    ///
    /// @param keyWords how many words after the kind name the thing; the rest describe it
    private static Map<String, String> lines(String kind, int keyWords) {
        Map<String, String> lines = new TreeMap<>();
        for (String line : printed) {
            if (line.startsWith(kind)) {
                String[] words = line.split(" ", keyWords + 2);
                String key = String.join(" ", List.of(words).subList(1, keyWords + 1));
                lines.put(key, words[keyWords + 1]);
            }
        }
        return lines;
    }
}
