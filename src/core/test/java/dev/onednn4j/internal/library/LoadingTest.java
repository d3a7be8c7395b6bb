package dev.onednn4j.internal.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.onednn4j.testing.ChildJvm;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/// Loading in JVMs of their own, from each of the places where the library may be.
class LoadingTest {
    private static final Platform PLATFORM = Platform.current();
    private static final String LIBRARY = PLATFORM.libraryNames().getFirst();

    /// A cache that holds the library, for the tests that are not about unpacking it.
    @TempDir private static Path filled;

    @TempDir private Path empty;

    @BeforeAll
    static void fill() {
        assertLoaded(LoadingProgram.child(filled).run(LoadingProgram.class), "BUNDLED");
    }

    private static Path assertLoaded(ChildJvm.Result result, String source) {
        assertEquals(0, result.exitCode(), result.output());
        assertEquals(source, LoadingProgram.value(result, "source"));
        assertTrue(LoadingProgram.value(result, "version").startsWith("3."), result.output());
        assertEquals("true", LoadingProgram.value(result, "same"));
        assertEquals("3", LoadingProgram.value(result, "threads"));
        return Path.of(LoadingProgram.value(result, "path"));
    }

    private static Path unpackedFolder() {
        try (Stream<Path> entries = Files.list(filled)) {
            return entries.findFirst().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path unpackedLibrary() {
        return unpackedFolder().resolve(LIBRARY);
    }

    private static String failure(ChildJvm.Result result) {
        assumeTrue(
                !result.output().contains("source=SYSTEM"),
                "this machine has a fitting oneDNN installed");
        assertEquals(LoadingProgram.FAILED, result.exitCode(), result.output());
        assertEquals("true", LoadingProgram.value(result, "repeated"));
        return result.output();
    }

    @Test
    void theJarsLibraryIsUnpackedOnceAndThenReused() {
        ChildJvm.Result result = LoadingProgram.child(filled).run(LoadingProgram.class);
        assertEquals(unpackedLibrary(), assertLoaded(result, "BUNDLED"));
        assertEquals(List.of(), temporaryFiles(filled));
        assertTrue(!result.output().contains("WARNING"), result.output());
    }

    private static List<Path> temporaryFiles(Path cache) {
        return LoadingProgram.filesUnder(cache).stream()
                .filter(file -> file.toString().endsWith(".tmp"))
                .toList();
    }

    @Test
    void fourProcessesUnpackAtOnce() throws IOException {
        List<ChildJvm.Running> children = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            children.add(LoadingProgram.child(empty).start(LoadingProgram.class));
        }
        List<Path> loaded = new ArrayList<>();
        for (ChildJvm.Running child : children) {
            loaded.add(assertLoaded(child.await(), "BUNDLED"));
        }
        assertEquals(Collections.nCopies(4, loaded.getFirst()), loaded);
        assertEquals(List.of(), temporaryFiles(empty));
        assertEquals(-1, Files.mismatch(unpackedLibrary(), loaded.getFirst()));
    }

    @Test
    void aDamagedLibraryIsRepairedBeforeItIsLoaded() throws Exception {
        Path folder = empty.resolve(unpackedFolder().getFileName());
        PrivateDirectory.prepare(folder);
        Path copy = Files.copy(unpackedLibrary(), folder.resolve(LIBRARY));
        try (RandomAccessFile file = new RandomAccessFile(copy.toFile(), "rw")) {
            file.seek(file.length() / 2);
            int value = file.read();
            file.seek(file.length() / 2);
            file.write(~value);
        }
        assertNotEquals(-1, Files.mismatch(unpackedLibrary(), copy));
        assertEquals(
                copy,
                assertLoaded(LoadingProgram.child(empty).run(LoadingProgram.class), "BUNDLED"));
        assertEquals(-1, Files.mismatch(unpackedLibrary(), copy));
    }

    @Test
    void anExplicitFileIsLoadedAndReported() {
        ChildJvm child =
                LoadingProgram.child(empty)
                        .classPath(LoadingProgram.classPathWithoutNatives())
                        .and("-Donednn4j.library=" + unpackedLibrary());
        assertEquals(unpackedLibrary(), assertLoaded(child.run(LoadingProgram.class), "EXPLICIT"));
    }

    @Test
    void anExplicitDirectoryIsSearchedForTheLibrary() {
        ChildJvm child =
                LoadingProgram.child(empty)
                        .environment("ONEDNN4J_LIBRARY", unpackedFolder().toString());
        assertEquals(unpackedLibrary(), assertLoaded(child.run(LoadingProgram.class), "EXPLICIT"));
        assertEquals(List.of(), LoadingProgram.filesUnder(empty));
    }

    @Test
    void aLibraryInADirectoryOfTheClassPathIsLoadedInPlace() throws IOException {
        Path folder = Files.createDirectories(empty.resolve(PLATFORM.resourceFolder()));
        try (Stream<Path> files = Files.list(unpackedFolder())) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        List<String> classPath = new ArrayList<>(LoadingProgram.classPathWithoutNatives());
        classPath.add(empty.toString());
        ChildJvm child = LoadingProgram.child(empty.resolve("unused")).classPath(classPath);
        assertEquals(
                folder.resolve(LIBRARY), assertLoaded(child.run(LoadingProgram.class), "BUNDLED"));
        assertTrue(Files.notExists(empty.resolve("unused")));
    }

    @Test
    void theSystemsLibraryIsTheLastResort() {
        ChildJvm child =
                LoadingProgram.child(empty)
                        .classPath(LoadingProgram.classPathWithoutNatives())
                        .and("-Djava.library.path=" + unpackedFolder());
        assertEquals(unpackedLibrary(), assertLoaded(child.run(LoadingProgram.class), "SYSTEM"));
    }

    @Test
    void withoutAnyLibraryEveryAttemptIsListed() {
        ChildJvm.Result result =
                LoadingProgram.child(empty)
                        .classPath(LoadingProgram.classPathWithoutNatives())
                        .run(LoadingProgram.class);
        String message = failure(result);
        List<String> lines = message.lines().toList();
        assertEquals("oneDNN could not be loaded. Tried:", lines.get(0));
        assertEquals(
                "  the platform's natives: no "
                        + PLATFORM.resourceFolder()
                        + LIBRARY
                        + " on the class path, and no module "
                        + PLATFORM.moduleName()
                        + " on the module path",
                lines.get(1));
        assertTrue(lines.get(2).startsWith("  the system's library: "), message);
        assertTrue(
                message.contains(
                        "\nEither put org.bytedeco:dnnl with the classifier "
                                + PLATFORM.classifier()
                                + " on the class path or module path, or set the system property"
                                + " onednn4j.library (or the environment variable ONEDNN4J_LIBRARY)"
                                + " to the file of a oneDNN 3.13 or newer, but below 4.0."),
                message);
    }

    @Test
    void aCacheThatCannotBeUsedIsOneOfTheAttempts() throws IOException {
        Path file = Files.createFile(empty.resolve("file"));
        ChildJvm.Result result =
                LoadingProgram.child(file.resolve("cache")).run(LoadingProgram.class);
        String message = failure(result);
        assertTrue(
                message.contains(
                        "\n  the platform's natives: the cache directory "
                                + file.resolve("cache")
                                + " cannot be used"),
                message);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no permissions for groups")
    void aCacheThatOthersCanWriteIsOneOfTheAttempts() throws IOException {
        Files.setPosixFilePermissions(empty, PosixFilePermissions.fromString("rwxrwxr-x"));
        ChildJvm.Result result = LoadingProgram.child(empty).run(LoadingProgram.class);
        String message = failure(result);
        assertTrue(message.contains(empty + " can be written by other users"), message);
    }

    @Test
    void deniedNativeAccessOnTheClassPathNamesTheFlag() {
        ChildJvm.Result result =
                ChildJvm.with("--illegal-native-access=deny", "-Donednn4j.cache=" + filled)
                        .run(LoadingProgram.class);
        String message = failure(result);
        assertTrue(
                message.contains("Start java with --enable-native-access=ALL-UNNAMED\n"), message);
    }

    @Test
    void deniedNativeAccessOnTheModulePathNamesTheFlag() {
        ChildJvm child = onModulePath().and("--illegal-native-access=deny");
        String message = failure(child.runModule("dev.onednn4j", LoadingProgram.class));
        assertTrue(
                message.contains("Start java with --enable-native-access=dev.onednn4j\n"), message);
    }

    @Test
    void theNativesAreFoundOnTheModulePath() {
        ChildJvm child = onModulePath().and("--enable-native-access=dev.onednn4j");
        ChildJvm.Result result = child.runModule("dev.onednn4j", LoadingProgram.class);
        assertEquals(unpackedLibrary(), assertLoaded(result, "BUNDLED"));
        assertTrue(!result.output().contains("WARNING"), result.output());
    }

    private static ChildJvm onModulePath() {
        String separator = System.getProperty("path.separator");
        return ChildJvm.with(
                        "-Donednn4j.cache=" + filled,
                        "-p",
                        location(NativeLibrary.class) + separator + LoadingProgram.nativesJar(),
                        "--patch-module",
                        "dev.onednn4j=" + location(LoadingProgram.class))
                .classPath(List.of());
    }

    private static Path location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
