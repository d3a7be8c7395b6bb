package dev.onednn4j.lab.picture;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/// Where a picture comes from.
///
/// @param file a PNG or JPEG file; null for the cat
public record PictureSource(@Nullable Path file) {
    private static final String CAT = "chelsea.png";

    /// How to call it on a line of text.
    public String name() {
        return file == null ? CAT : OneLine.of(file.toString());
    }

    /// Reads it.
    ///
    /// @param border how many pixels to leave for it on each side
    /// @throws UnusableFileException when it cannot be read
    public Picture read(int border, Arena arena) throws UnusableFileException {
        if (file == null) {
            try (InputStream stream =
                    Objects.requireNonNull(PictureSource.class.getResourceAsStream(CAT))) {
                return PictureReader.read(stream, CAT, border, arena);
            } catch (IOException failure) {
                throw UnusableFileException.of(Path.of(CAT), "cannot be read", failure);
            }
        }
        if (Files.isDirectory(file)) {
            throw new UnusableFileException(
                    file + ": expected a PNG or JPEG picture, got a folder");
        }
        try (InputStream stream = Files.newInputStream(file)) {
            return PictureReader.read(stream, file.toString(), border, arena);
        } catch (IOException failure) {
            throw UnusableFileException.of(file, "cannot be read", failure);
        }
    }
}
