package dev.onednn4j.internal.library;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/// Unpacked native libraries, in a directory of the user's own. An entry is named by its content,
/// so that several versions live side by side, and its bytes are verified each time it is asked
/// for. Any number of processes may use one cache at once.
///
/// @param directory where the entries are; made when it does not exist
public record LibraryCache(Path directory) {
    // Fits the processor's second-level cache: twice as fast here as a mapped file or a larger
    // buffer.
    private static final int BUFFER_BYTES = 64 * 1024;

    /// The directory that holds all of `files`, unpacked when they are not there yet or are
    /// damaged.
    public Path unpacked(Platform platform, List<NativeFile> files) throws LoadFailure {
        StringBuilder name = new StringBuilder(platform.classifier());
        HexFormat hex = HexFormat.of();
        for (NativeFile file : files) {
            name.append('-').append(file.size());
            name.append('-').append(hex.toHexDigits(file.checksum(), 8));
        }
        Path entry = directory.resolve(name.toString());
        PrivateDirectory.prepare(directory);
        PrivateDirectory.prepare(entry);
        for (NativeFile file : files) {
            Path target = entry.resolve(file.name());
            try {
                if (!holds(target, file)) {
                    unpack(file, target);
                }
            } catch (IOException e) {
                throw new LoadFailure(
                        "cannot unpack "
                                + file.url()
                                + " to "
                                + target
                                + " ("
                                + e
                                + "); "
                                + PrivateDirectory.REMEDY,
                        e);
            }
        }
        return entry;
    }

    private static void unpack(NativeFile file, Path target) throws IOException {
        Path directory = target.toAbsolutePath().getParent();
        Path temporary = Files.createTempFile(directory, file.name() + ".", ".tmp");
        // For a JVM that is told to stop half-way; the finally below does not run then.
        temporary.toFile().deleteOnExit();
        try {
            copy(file, temporary);
            move(file, temporary, target);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void copy(NativeFile file, Path temporary) throws IOException {
        try (InputStream stream = file.open();
                CheckedInputStream bytes = new CheckedInputStream(stream, new CRC32());
                OutputStream out = Files.newOutputStream(temporary)) {
            long size = bytes.transferTo(out);
            if (size != file.size() || bytes.getChecksum().getValue() != file.checksum()) {
                throw new IOException(
                        "the jar is damaged: expected "
                                + describe(file.size(), file.checksum())
                                + ", read "
                                + describe(size, bytes.getChecksum().getValue()));
            }
        }
    }

    private static String describe(long size, long checksum) {
        return size + " bytes with CRC-32 " + HexFormat.of().toHexDigits(checksum, 8);
    }

    private static void move(NativeFile file, Path temporary, Path target) throws IOException {
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            // Windows does not replace a library that a process has loaded; then another process
            // was here first.
            if (!holds(target, file)) {
                throw e;
            }
        }
    }

    private static boolean holds(Path target, NativeFile file) throws IOException {
        return Files.isRegularFile(target)
                && Files.size(target) == file.size()
                && checksum(target) == file.checksum();
    }

    private static long checksum(Path target) throws IOException {
        CRC32 checksum = new CRC32();
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        try (FileChannel channel = FileChannel.open(target)) {
            while (channel.read(buffer) >= 0) {
                checksum.update(buffer.flip());
                buffer.clear();
            }
        }
        return checksum.getValue();
    }
}
