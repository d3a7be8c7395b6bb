package dev.onednn4j.peers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

class ProblemDataTest {
    /// Of the typical ones, that with the most products in a sum: where a small error hides best.
    private final PeerProblem problem = PeerProblems.parse("mb1ic512ih3oc4oh3kh3ph1");

    private final ProblemData data = ConvolutionDefinition.data(problem);

    @BeforeEach
    void acceptsItsOwnResult() {
        data.check(data.dst().clone());
    }

    @Test
    void noticesMissingTap() {
        float[] weights = data.weights().clone();
        weights[9 * 511 + 4] = 0;
        assertWrong(new ConvolutionDefinition(problem, data.src(), weights).dst());
    }

    @Test
    void noticesProductsOfBf16() {
        float[] src = data.src().clone();
        for (int i = 0; i < src.length; i++) {
            src[i] = Float.intBitsToFloat((Float.floatToIntBits(src[i]) + 0x8000) & 0xFFFF0000);
        }
        assertWrong(new ConvolutionDefinition(problem, src, data.weights()).dst());
    }

    @Test
    void noticesNaN() {
        float[] actual = data.dst().clone();
        actual[7] = Float.NaN;
        assertWrong(actual);
    }

    @Test
    void noticesMissingElements() {
        assertWrong(new float[3]);
    }

    @Test
    void acceptsAnotherOrderOfSummation() {
        float[] other = data.dst().clone();
        for (int i = 0; i < other.length; i++) {
            other[i] += 1e-6f * data.magnitudes()[i];
        }
        data.check(other);
    }

    @Test
    void comesBackFromItsFile(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("data");
        data.write(file);
        ProblemData read = ProblemData.read(file, problem);
        assertArrayEquals(data.src(), read.src());
        assertArrayEquals(data.weights(), read.weights());
        assertArrayEquals(data.dst(), read.dst());
        assertArrayEquals(data.magnitudes(), read.magnitudes());
    }

    private void assertWrong(float[] actual) {
        IllegalStateException thrown =
                assertThrows(IllegalStateException.class, () -> data.check(actual));
        assertTrue(thrown.toString().contains("wrong result: "), thrown.toString());
    }
}
