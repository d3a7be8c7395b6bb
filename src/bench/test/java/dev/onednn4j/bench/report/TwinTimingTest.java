package dev.onednn4j.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TwinTimingTest {
    @Test
    void theMedianOfBatchesCounts() {
        assertEquals(
                new TwinTiming(3, 2.5, 10, 3),
                TwinTiming.of(new long[] {30, 20, 900}, new long[] {25, 1, 26}, 10));
    }
}
