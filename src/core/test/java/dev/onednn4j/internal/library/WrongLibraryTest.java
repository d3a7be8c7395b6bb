package dev.onednn4j.internal.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.onednn4j.testing.ChildJvm;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A path that the user set and that leads to no library, or to the wrong one.
class WrongLibraryTest {
    private static final String REQUIRED = "3.13 or newer, but below 4.0";

    @TempDir private Path directory;

    private String refusal(Path library) {
        ChildJvm.Result result =
                LoadingProgram.child(directory)
                        .and("-Donednn4j.library=" + library)
                        .run(LoadingProgram.class);
        return refusal(result, "the system property onednn4j.library");
    }

    private static String refusal(ChildJvm.Result result, String origin) {
        assertEquals(LoadingProgram.FAILED, result.exitCode(), result.output());
        assertTrue(
                result.output()
                        .contains(
                                "oneDNN could not be loaded from the path that "
                                        + origin
                                        + " sets. "),
                result.output());
        assertEquals("true", LoadingProgram.value(result, "repeated"));
        return result.output();
    }

    @Test
    void aMissingFileIsNamed() {
        Path missing = directory.resolve("missing").resolve("libdnnl.so.3");
        String message = refusal(missing);
        assertTrue(message.contains(missing + ": no such file or directory"), message);
    }

    @Test
    void theVariableIsNamedWhenItIsToBlame() {
        Path missing = directory.resolve("missing");
        ChildJvm.Result result =
                LoadingProgram.child(directory)
                        .environment("ONEDNN4J_LIBRARY", missing.toString())
                        .run(LoadingProgram.class);
        String message = refusal(result, "the environment variable ONEDNN4J_LIBRARY");
        assertTrue(message.contains(missing + ": no such file or directory"), message);
    }

    @Test
    void aDirectoryWithoutTheLibraryIsNamed() {
        String message = refusal(directory);
        String expected =
                directory
                        + ": the directory holds no "
                        + String.join(", ", Platform.current().libraryNames());
        assertTrue(message.contains(expected), message);
    }

    @Test
    void theSystemsReasonForAFileThatIsNoLibraryIsShown() throws IOException {
        Path text = Files.writeString(directory.resolve("libdnnl.so.3"), "not a library\n");
        String message = refusal(text);
        assertTrue(message.contains(text + ": cannot be loaded: "), message);
        if (OS.LINUX.isCurrentOs()) {
            assertTrue(message.contains("file too short"), message);
        }
    }

    @Test
    void aLibraryThatIsNotOneDnnIsRefused() {
        Path home = Path.of(System.getProperty("java.home"));
        Path other =
                home.resolve(OS.WINDOWS.isCurrentOs() ? "bin" : "lib")
                        .resolve(System.mapLibraryName("zip"));
        String message = refusal(other);
        assertTrue(
                message.contains(other + ": is not oneDNN (it has no function dnnl_version)"),
                message);
    }

    @Test
    void anInstalledOneDnn2IsRefusedWithBothVersions() {
        Path installed =
                List.of("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64")
                        .stream()
                        .map(folder -> Path.of(folder, "libdnnl.so.2"))
                        .filter(Files::exists)
                        .findFirst()
                        .orElse(Path.of("none"));
        assumeTrue(Files.exists(installed), "no libdnnl.so.2 is installed on this machine");
        String message = refusal(installed);
        assertTrue(message.contains(installed + ": is oneDNN 2."), message);
        assertTrue(message.contains("but onednn4j needs " + REQUIRED), message);
    }

    @Test
    void anotherMajorVersionIsRefusedWithBothVersions() throws Exception {
        Path stub = stub("4, 0, 1");
        assertTrue(
                refusal(stub).contains(stub + ": is oneDNN 4.0.1, but onednn4j needs " + REQUIRED));
    }

    @Test
    void anOlderMinorVersionIsRefusedWithBothVersions() throws Exception {
        Path stub = stub("3, 12, 9");
        assertTrue(
                refusal(stub)
                        .contains(stub + ": is oneDNN 3.12.9, but onednn4j needs " + REQUIRED));
    }

    @Test
    void aNewerMinorVersionIsTaken() throws Exception {
        Path stub =
                stub(
                        "3, 99, 0",
                        """
                        static int threads;
                        void omp_set_num_threads(int count) { threads = count; }
                        int omp_get_max_threads(void) { return threads; }
                        """);
        ChildJvm.Result result =
                LoadingProgram.child(directory)
                        .and("-Donednn4j.library=" + stub)
                        .run(LoadingProgram.class);
        assertEquals(0, result.exitCode(), result.output());
        assertEquals("3.99.0", LoadingProgram.value(result, "version"));
        assertEquals("EXPLICIT", LoadingProgram.value(result, "source"));
        assertEquals("3", LoadingProgram.value(result, "threads"));
    }

    @Test
    void aLibraryWithoutOpenMpIsRefused() throws Exception {
        Path stub = stub("3, 99, 0");
        assertTrue(
                refusal(stub)
                        .contains(
                                stub
                                        + ": was built for another threading runtime than OpenMP,"
                                        + " which onednn4j needs"));
    }

    private Path stub(String version) throws Exception {
        return stub(version, "");
    }

    private Path stub(String version, String more) throws Exception {
        Path source =
                Files.writeString(
                        directory.resolve("stub.c"),
                        """
                        struct version { int major, minor, patch; const char *hash; unsigned cpu, gpu; };
                        const struct version *dnnl_version(void) {
                            static const struct version answer = {%s, "stub", 1, 0};
                            return &answer;
                        }
                        %s
                        """
                                .formatted(version, more));
        Path library = directory.resolve("stub.so");
        try {
            Process compiler =
                    new ProcessBuilder(
                                    "cc",
                                    "-shared",
                                    "-fPIC",
                                    "-o",
                                    library.toString(),
                                    source.toString())
                            .inheritIO()
                            .start();
            assertEquals(0, compiler.waitFor());
        } catch (IOException e) {
            assumeTrue(false, "no C compiler called cc on this machine");
        }
        return library;
    }
}
