package dev.onednn4j.lab.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.Engine;
import dev.onednn4j.OneDnn;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShapeScoresTest {
    private int threads;

    @BeforeEach
    void oneThread() {
        threads = OneDnn.setThreads(1);
    }

    @AfterEach
    void threadsAsBefore() {
        OneDnn.setThreads(threads);
    }

    @Test
    void networkThatWasNotTrainedFails() {
        try (Engine engine = Engine.cpu();
                Workbench bench = new Workbench(engine)) {
            ShapeScores scores = ShapeScores.of(ShapeNetworks.untrained(bench));
            assertEquals(ShapePictures.FARTHEST_SHIFT + 1, scores.convolutional().length);
            assertTrue(scores.convolutional()[0] < 0.7, "it guesses " + scores);
            assertFalse(scores.tellsShapesApart());
        }
    }

    @Test
    void fewStepsMakeBothLossesSmaller() {
        try (Engine engine = Engine.cpu();
                Workbench bench = new Workbench(engine)) {
            ShapeNetworks networks = ShapeNetworks.untrained(bench);
            int[] told = {0};
            ShapeTraining training =
                    ShapeTraining.of(
                            networks,
                            60,
                            (done, _, accuracy) -> {
                                assertEquals(told[0] + 1, done);
                                assertTrue(accuracy >= 0 && accuracy <= 1);
                                told[0] = done;
                            });
            assertEquals(60, told[0]);
            assertFalling(training.convolutional().loss());
            assertFalling(training.dense().loss());
        }
    }

    private static void assertFalling(double... loss) {
        double last = 0;
        for (int i = 50; i < 60; i++) {
            last += loss[i] / 10;
        }
        assertTrue(last < 0.95 * loss[0], "from " + loss[0] + " to " + last);
    }

    @Test
    void bothVerdictsFollowFromTheShares() {
        double[] good = {0.96, 0.9, 0.8};
        double[] bad = {0.7, 0.5, 0.4};
        assertTrue(new ShapeScores(good, bad).tellsShapesApart());
        assertTrue(new ShapeScores(good, bad).convolutionWinsWhenShifted());
        assertFalse(new ShapeScores(bad, good).tellsShapesApart());
        assertFalse(new ShapeScores(bad, good).convolutionWinsWhenShifted());
        double[] equalAtTheEnd = {0.7, 0.5, 0.8};
        assertFalse(new ShapeScores(good, equalAtTheEnd).convolutionWinsWhenShifted());
        double[] justNot = {0.95, 0.9, 0.9};
        assertFalse(new ShapeScores(justNot, bad).tellsShapesApart());
    }
}
