package dev.onednn4j.bench.run;

import dev.onednn4j.Tensor;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The bytes of all tensors of a problem in a temporary file, by which two processes exchange them:
/// one tensor after another, each from a multiple of 64 bytes on.
final class TensorFile implements AutoCloseable {
    private static final long ALIGNMENT = 64;

    private final Map<String, MemorySegment> tensors = new LinkedHashMap<>();
    private final Path path;

    TensorFile(CaseTensors all) throws IOException {
        add("src", all.src());
        add("weights", all.weights());
        CaseTensor bias = all.bias();
        if (bias != null) {
            add("bias", bias);
        }
        add("dst", all.dst());
        path = Files.createTempFile("onednn4j", ".tensors");
    }

    private void add(String name, CaseTensor operand) {
        Tensor tensor = operand.tensor();
        tensors.put(name, tensor.segment().asSlice(0, tensor.descriptor().size()));
    }

    Path path() {
        return path;
    }

    private static long aligned(long size) {
        return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    private MemorySegment map(FileChannel channel, Arena arena) throws IOException {
        long size = tensors.values().stream().mapToLong(each -> aligned(each.byteSize())).sum();
        return channel.map(FileChannel.MapMode.READ_WRITE, 0, size, arena);
    }

    /// Writes the tensors as they are now.
    void write() throws IOException {
        try (Arena arena = Arena.ofConfined();
                FileChannel channel = open()) {
            MemorySegment mapped = map(channel, arena);
            long offset = 0;
            for (MemorySegment tensor : tensors.values()) {
                MemorySegment.copy(tensor, 0, mapped, offset, tensor.byteSize());
                offset += aligned(tensor.byteSize());
            }
        }
    }

    /// Compares the tensors as they are now with those in the file, bit by bit.
    ///
    /// @return the name of the first that differs
    Optional<String> firstDifference() throws IOException {
        try (Arena arena = Arena.ofConfined();
                FileChannel channel = open()) {
            MemorySegment mapped = map(channel, arena);
            long offset = 0;
            for (Map.Entry<String, MemorySegment> tensor : tensors.entrySet()) {
                long size = tensor.getValue().byteSize();
                if (tensor.getValue().mismatch(mapped.asSlice(offset, size)) >= 0) {
                    return Optional.of(tensor.getKey());
                }
                offset += aligned(size);
            }
            return Optional.empty();
        }
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /// Deletes the file.
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
