package dev.onednn4j.internal.library;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/// A native library inside a jar or another container, which must be copied out before the system
/// can load it.
///
/// @param name the file's name, without a folder
/// @param url where its bytes are
/// @param size in bytes
/// @param checksum the CRC-32 of the bytes
public record NativeFile(String name, URL url, long size, long checksum) {

    /// The file at `url`; empty when there is none.
    public static Optional<NativeFile> at(URL url, String name) throws IOException {
        URLConnection connection = connect(url);
        try {
            return Optional.of(
                    connection instanceof JarURLConnection inJar
                            ? fromDirectory(inJar, name)
                            : fromBytes(connection, name));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    // The jar's directory tells size and checksum: nothing of the many megabytes is inflated.
    private static NativeFile fromDirectory(JarURLConnection connection, String name)
            throws IOException {
        try (JarFile jar = connection.getJarFile()) {
            JarEntry entry = jar.getJarEntry(connection.getEntryName());
            return new NativeFile(name, connection.getURL(), entry.getSize(), entry.getCrc());
        }
    }

    private static NativeFile fromBytes(URLConnection connection, String name) throws IOException {
        try (InputStream stream = connection.getInputStream();
                CheckedInputStream bytes = new CheckedInputStream(stream, new CRC32())) {
            long size = bytes.transferTo(OutputStream.nullOutputStream());
            long checksum = bytes.getChecksum().getValue();
            return new NativeFile(name, connection.getURL(), size, checksum);
        }
    }

    InputStream open() throws IOException {
        return connect(url).getInputStream();
    }

    // Without its cache a connection closes the jar with the stream, so that no jar stays locked on
    // Windows.
    private static URLConnection connect(URL url) throws IOException {
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false);
        return connection;
    }
}
