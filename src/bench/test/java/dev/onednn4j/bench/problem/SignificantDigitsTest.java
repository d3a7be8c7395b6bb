package dev.onednn4j.bench.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignificantDigitsTest {
    /// The right-hand sides are what C's `%g` prints.
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "-2.50, -2.5",
        "0.1, 0.1",
        "123456, 123456",
        "999999.4, 999999",
        "999999.5, 1e+06",
        "1234567, 1.23457e+06",
        "0.0001, 0.0001",
        "0.00001, 1e-05",
        "0.000123456789, 0.000123457",
        "0.00000123456789, 1.23457e-06",
        "0.5000005, 0.5",
        "1.000005, 1.00001",
        "100000.5, 100000",
        "100001.5, 100002",
        "2.5e100, 2.5e+100",
        "349.5250, 349.525",
        "Infinity, inf",
        "-Infinity, -inf",
        "NaN, nan",
    })
    void writesNumbersAsCDoes(double value, String text) {
        assertEquals(text, SignificantDigits.format(value));
    }
}
