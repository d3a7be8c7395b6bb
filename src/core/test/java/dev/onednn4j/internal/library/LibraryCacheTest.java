package dev.onednn4j.internal.library;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.jar.JarOutputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

class LibraryCacheTest {
    private static final Platform PLATFORM = Platform.of("Linux", "amd64");
    private static final String LIBRARY = "libdnnl.so.3";

    @TempDir private Path temporary;
    private final byte[] bytes = new byte[300_000];
    private Path root = Path.of("");
    private LibraryCache cache = new LibraryCache(root);

    @BeforeEach
    void fillBytes() {
        new Random(7).nextBytes(bytes);
        root = temporary.resolve("deep").resolve("cache");
        cache = new LibraryCache(root);
    }

    private URL urlInJar(String entry) throws IOException {
        Path jar = temporary.resolve("natives.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            out.putNextEntry(new ZipEntry("folder/" + LIBRARY));
            out.write(bytes);
        }
        return URI.create("jar:" + jar.toUri() + "!/folder/" + entry).toURL();
    }

    private NativeFile inJar() throws IOException {
        return NativeFile.at(urlInJar(LIBRARY), LIBRARY).orElseThrow();
    }

    private NativeFile unreadable(long checksum, InputStream stream) throws IOException {
        URL url =
                URL.of(
                        URI.create("test:/" + LIBRARY),
                        new URLStreamHandler() {
                            @Override
                            protected URLConnection openConnection(URL location) {
                                return new URLConnection(location) {
                                    @Override
                                    public void connect() {}

                                    @Override
                                    public InputStream getInputStream() {
                                        return stream;
                                    }
                                };
                            }
                        });
        return new NativeFile(LIBRARY, url, bytes.length, checksum);
    }

    private long checksum() {
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        return checksum.getValue();
    }

    @Test
    void aJarsDirectoryTellsSizeAndChecksum() throws IOException {
        NativeFile file = inJar();
        assertEquals(bytes.length, file.size());
        assertEquals(checksum(), file.checksum());
        assertTrue(NativeFile.at(urlInJar("libgomp.so.1"), "libgomp.so.1").isEmpty());
    }

    @Test
    void outsideAJarTheBytesTellSizeAndChecksum() throws IOException {
        Path plain = Files.write(temporary.resolve(LIBRARY), bytes);
        NativeFile file = NativeFile.at(plain.toUri().toURL(), LIBRARY).orElseThrow();
        assertEquals(bytes.length, file.size());
        assertEquals(checksum(), file.checksum());
        URL missing = temporary.resolve("missing").toUri().toURL();
        assertTrue(NativeFile.at(missing, "missing").isEmpty());
    }

    @Test
    void unpacksOnceAndForTheUserAlone() throws Exception {
        Path entry = cache.unpacked(PLATFORM, List.of(inJar()));
        Path library = entry.resolve(LIBRARY);
        assertArrayEquals(bytes, Files.readAllBytes(library));
        assertEquals(List.of(library), LoadingProgram.filesUnder(root));
        if (Files.getFileStore(root).supportsFileAttributeView("posix")) {
            assertEquals("rwx------", permissions(root));
            assertEquals("rwx------", permissions(entry));
            assertEquals("rw-------", permissions(library));
        }
        Object identity = Files.readAttributes(library, "*").get("fileKey");
        assertEquals(entry, cache.unpacked(PLATFORM, List.of(inJar())));
        assertEquals(identity, Files.readAttributes(library, "*").get("fileKey"));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void anotherContentGetsAnotherEntry() throws Exception {
        Path first = cache.unpacked(PLATFORM, List.of(inJar()));
        bytes[12_345] ^= 1;
        Path second = cache.unpacked(PLATFORM, List.of(inJar()));
        assertFalse(first.equals(second), first::toString);
        assertArrayEquals(bytes, Files.readAllBytes(second.resolve(LIBRARY)));
        assertEquals(2, LoadingProgram.filesUnder(root).size());
    }

    @Test
    void aFlippedByteIsRepaired() throws Exception {
        Path library = cache.unpacked(PLATFORM, List.of(inJar())).resolve(LIBRARY);
        byte[] damaged = bytes.clone();
        damaged[200_000] ^= 1;
        Files.write(library, damaged);
        cache.unpacked(PLATFORM, List.of(inJar()));
        assertArrayEquals(bytes, Files.readAllBytes(library));
        assertEquals(List.of(library), LoadingProgram.filesUnder(root));
    }

    @Test
    void aTruncatedEntryIsRepaired() throws Exception {
        Path library = cache.unpacked(PLATFORM, List.of(inJar())).resolve(LIBRARY);
        Files.write(library, new byte[0]);
        cache.unpacked(PLATFORM, List.of(inJar()));
        assertArrayEquals(bytes, Files.readAllBytes(library));
    }

    @Test
    void aFileWhereTheCacheShouldBeIsNamed() throws Exception {
        Path file = Files.createFile(temporary.resolve("file"));
        LibraryCache blocked = new LibraryCache(file.resolve("cache"));
        List<NativeFile> files = List.of(inJar());
        LoadFailure failure =
                assertThrows(LoadFailure.class, () -> blocked.unpacked(PLATFORM, files));
        assertTrue(
                failure.reason().startsWith("the cache directory " + file.resolve("cache")),
                failure.reason());
        assertTrue(
                failure.reason().contains("set the system property onednn4j.cache"),
                failure.reason());
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no permissions for groups")
    void aDirectoryThatOthersCanWriteIsRefused() throws Exception {
        List<NativeFile> files = List.of(inJar());
        Files.createDirectories(root);
        for (String permissions : List.of("rwxrwx---", "rwx----w-")) {
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString(permissions));
            LoadFailure failure =
                    assertThrows(LoadFailure.class, () -> cache.unpacked(PLATFORM, files));
            assertTrue(
                    failure.reason()
                            .startsWith(
                                    "the cache directory "
                                            + root
                                            + " can be written by other users ("
                                            + permissions
                                            + ")"),
                    failure.reason());
            assertEquals(List.of(), LoadingProgram.filesUnder(root));
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no owners by name")
    void anotherUsersDirectoryIsRefused() throws Exception {
        Files.createDirectories(root);
        String owner = Files.getOwner(root).getName();
        try {
            Files.setOwner(
                    root,
                    root.getFileSystem()
                            .getUserPrincipalLookupService()
                            .lookupPrincipalByName("nobody"));
        } catch (IOException e) {
            abort("only root can give a directory away (" + e + ")");
        }
        List<NativeFile> files = List.of(inJar());
        LoadFailure failure =
                assertThrows(LoadFailure.class, () -> cache.unpacked(PLATFORM, files));
        assertTrue(
                failure.reason()
                        .startsWith(
                                "the cache directory "
                                        + root
                                        + " belongs to nobody, and this process runs as "
                                        + owner),
                failure.reason());
    }

    @Test
    void aJarThatDoesNotHoldWhatItSaysLeavesNothing() throws Exception {
        NativeFile damaged = unreadable(checksum() ^ 1, new ByteArrayInputStream(bytes));
        LoadFailure failure =
                assertThrows(LoadFailure.class, () -> cache.unpacked(PLATFORM, List.of(damaged)));
        assertTrue(failure.reason().contains("the jar is damaged"), failure.reason());
        assertEquals(List.of(), LoadingProgram.filesUnder(root));
    }

    @Test
    void aFailureHalfWayLeavesNothing() throws Exception {
        InputStream broken =
                new FilterInputStream(InputStream.nullInputStream()) {
                    @Override
                    public int read(byte[] buffer, int offset, int length) throws IOException {
                        throw new IOException("No space left on device");
                    }
                };
        NativeFile file =
                unreadable(
                        checksum(),
                        new SequenceInputStream(
                                new ByteArrayInputStream(bytes, 0, 100_000), broken));
        LoadFailure failure =
                assertThrows(LoadFailure.class, () -> cache.unpacked(PLATFORM, List.of(file)));
        assertTrue(failure.reason().contains("cannot unpack test:/" + LIBRARY), failure.reason());
        assertTrue(failure.reason().contains("No space left on device"), failure.reason());
        assertEquals(List.of(), LoadingProgram.filesUnder(root));
    }
}
