package dev.onednn4j.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.bench.problem.TimeLimit;
import dev.onednn4j.bench.report.Timing;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplesTest {
    private static Samples of(long... nanoseconds) {
        Samples samples = new Samples(8);
        for (long each : nanoseconds) {
            samples.add(each);
        }
        return samples;
    }

    @Test
    void knowsTheUsualStatistics() {
        assertEquals(new Timing(3, 2, 5, 9, 2, 4, 9), of(9, 4, 2).timing());
        assertEquals(new Timing(4, 1, 4, 9, 2, 3, 4), of(1, 4, 2, 9).timing());
        assertThrows(IllegalStateException.class, () -> of().timing());
    }

    @Test
    void keepsEvenlySpacedOnesWhenThereAreTooMany() {
        Samples samples = new Samples(100);
        int count = 100_000;
        for (int i = 0; i < count; i++) {
            samples.add(i);
        }
        Timing timing = samples.timing();
        assertEquals(count, timing.count());
        assertEquals(0, timing.minimum());
        assertEquals(count - 1, timing.maximum());
        assertEquals((count - 1) / 2.0, timing.average());
        assertEquals(count / 2.0, timing.median(), count / 50.0);
    }

    @ParameterizedTest
    @CsvSource({"5, 10", "9.99, 10", "10, 10", "500, 500", "60000, 60000", "1e9, 60000"})
    void timeIsKeptWithinReason(double asked, double given) {
        assertEquals(given, new TimeLimit(asked, 0).milliseconds());
    }

    @Test
    void stopsWhenTheTimeIsReachedAndFiveRunsAreDone() {
        TimeLimit limit = new TimeLimit(10, 0);
        assertFalse(of(90_000_000, 1, 1, 1).reach(limit));
        assertTrue(of(90_000_000, 1, 1, 1, 1).reach(limit));
        assertFalse(of(1, 1, 1, 1, 1, 1, 1, 1).reach(limit));
    }

    @Test
    void aNumberOfRunsOverridesTheTime() {
        TimeLimit limit = new TimeLimit(10, 2);
        assertFalse(of(90_000_000).reach(limit));
        assertTrue(of(1, 1).reach(limit));
    }
}
