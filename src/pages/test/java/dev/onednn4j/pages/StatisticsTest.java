package dev.onednn4j.pages;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void medianOfOddCount_isTheMiddleValue() {
        assertEquals(3, Statistics.of(9.0, 1.0, 3.0).median());
        assertEquals(3, Statistics.of(9L, 1L, 3L).median());
    }

    @Test
    void medianOfEvenCount_isBetweenTheTwoInTheMiddle() {
        assertEquals(2.5, Statistics.of(9.0, 1.0, 3.0, 2.0).median());
        assertEquals(2.5, Statistics.of(9L, 1L, 3L, 2L).median());
    }

    @Test
    void quartiles_leaveAQuarterOfTheValuesOutside() {
        Statistics statistics = Statistics.of(8L, 7L, 6L, 5L, 4L, 3L, 2L, 1L);
        assertEquals(3, statistics.quarter());
        assertEquals(6, statistics.threeQuarters());
        Statistics single = Statistics.of(4L);
        assertEquals(4, single.quarter());
        assertEquals(4, single.threeQuarters());
    }

    @Test
    void geometricMeanOfRatioAndInverse_isOne() {
        assertEquals(1, Statistics.of(2.0, 0.5).geometricMean(), 1e-15);
        assertEquals(4, Statistics.of(2.0, 8.0).geometricMean(), 1e-14);
    }

    @Test
    void nothing_hasNoMeanAndNoMedian() {
        Statistics nothing = Statistics.of(new double[0]);
        assertEquals(Double.NaN, nothing.median());
        assertEquals(Double.NaN, nothing.quarter());
        assertEquals(Double.NaN, nothing.threeQuarters());
        assertEquals(Double.NaN, nothing.geometricMean());
    }

    @Test
    void givenValues_keepTheirOrder() {
        double[] values = {3, 1, 2};
        assertEquals(2, Statistics.of(values).median());
        assertArrayEquals(new double[] {3, 1, 2}, values);
    }
}
