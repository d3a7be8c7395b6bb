package dev.onednn4j.lab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the README shows is what is compiled here, and does what it says.
class ReadmeTest {
    @Test
    void theReadmesProgramIsTheCompiledOne() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String source =
                Files.readString(Path.of("src/lab/main/java/dev/onednn4j/lab/Quickstart.java"));
        int start = source.indexOf("// readme\n") + "// readme\n".length();
        String shown = source.substring(start, source.indexOf("\n        // end")).stripIndent();
        assertTrue(readme.contains(shown), "README.md should show:\n" + shown);
    }

    @Test
    void theReadmesProgramAverages() {
        // 5 of 5 columns lie within the image in the middle, 4 and 3 at its sides.
        assertArrayEquals(
                new float[] {0.6f, 0.8f, 1, 1, 1, 1, 0.8f, 0.6f}, Quickstart.centreRow(), 1e-6f);
    }
}
