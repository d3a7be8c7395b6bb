package dev.onednn4j.internal.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

class BundledNativesTest {
    @TempDir private Path temporary;

    private Settings settings() {
        return new Settings(
                Map.of("onednn4j.cache", temporary.resolve("cache").toString())::get,
                Map.<String, String>of()::get);
    }

    private Path jar(String... entries) throws IOException {
        Path jar = temporary.resolve("natives.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            for (String entry : entries) {
                out.putNextEntry(new ZipEntry(entry));
                out.write(entry.getBytes(UTF_8));
            }
        }
        return jar;
    }

    private Path unpacked(Platform platform, Path jar) throws IOException, LoadFailure {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            thread.setContextClassLoader(loader);
            return new BundledNatives(platform, settings()).unpacked();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /// The class loader of onednn4j may not see the natives where the thread's does, as in plugin
    /// systems. The names are those of jars for platforms that this test does not run on.
    @ParameterizedTest
    @CsvSource({
        "Linux,riscv64,org/bytedeco/dnnl/linux-riscv64/,libdnnl.so.3,libgomp.so.1",
        "Mac OS X,ppc,org/bytedeco/dnnl/macosx-ppc/,libdnnl.3.dylib,libiomp5.dylib"
    })
    void theThreadsClassLoaderIsAskedTooAndCompanionsComeAlong(
            String osName, String osArch, String folder, String library, String companion)
            throws Exception {
        Path jar = jar(folder + library, folder + companion, folder + "other");
        Path unpacked = unpacked(Platform.of(osName, osArch), jar);
        assertEquals(folder + library, Files.readString(unpacked));
        assertEquals(folder + companion, Files.readString(unpacked.resolveSibling(companion)));
        assertEquals(2, LoadingProgram.filesUnder(temporary.resolve("cache")).size());
    }

    @Test
    void aCompanionThatTheJarLacksIsLeftToTheSystem() throws Exception {
        String library = "org/bytedeco/dnnl/windows-arm64/dnnl.dll";
        Path unpacked = unpacked(Platform.of("Windows 11", "aarch64"), jar(library));
        assertEquals(List.of(unpacked), LoadingProgram.filesUnder(temporary.resolve("cache")));
    }

    @Test
    void aJarForAnotherPlatformDoesNotDo() throws IOException {
        Path jar = jar("org/bytedeco/dnnl/linux-riscv64/libdnnl.so.3");
        Platform platform = Platform.of("Linux", "s390x");
        LoadFailure failure = assertThrows(LoadFailure.class, () -> unpacked(platform, jar));
        assertEquals(
                "no org/bytedeco/dnnl/linux-s390x/libdnnl.so.3 on the class path, and no module"
                        + " org.bytedeco.dnnl.linux.s390x on the module path",
                failure.getMessage());
        assertTrue(Files.notExists(temporary.resolve("cache")));
    }
}
