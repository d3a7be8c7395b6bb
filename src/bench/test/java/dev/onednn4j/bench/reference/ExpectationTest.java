package dev.onednn4j.bench.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.DataType;
import dev.onednn4j.EltwiseAlgorithm;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The arithmetic behind verdicts: element-wise functions, intervals, rounding.
class ExpectationTest {
    /// Values of tables, to ten digits.
    @ParameterizedTest
    @CsvSource({
        "GELU_ERF, 0.5, 0, 0, 0.3457312306",
        "GELU_ERF, -3, 0, 0, -0.0040496941",
        "GELU_TANH, 1, 0, 0, 0.8411919906",
        "LOGISTIC, 1, 0, 0, 0.7310585786",
        "SWISH, 2, 0.5, 0, 1.4621171573",
        "MISH, 1, 0, 0, 0.8650983883",
        "SOFT_RELU, 1, 2, 0, 1.0634640055",
        "ELU, -1, 2, 0, -1.2642411177",
        "HARDSWISH, 1, 0.25, 0.5, 0.75",
        "HARDSIGMOID, 8, 0.25, 0.5, 1",
        "CLIP, 8, -1, 3, 3",
        "POW, 4, 2, 0.5, 4",
        "ROUND, 2.5, 0, 0, 2",
        "RELU, -3, 0.5, 0, -1.5",
        "TANH, 0.5, 0, 0, 0.4621171573",
    })
    void functionsAreThoseOfTheGuide(
            EltwiseAlgorithm algorithm, double x, double alpha, double beta, double expected) {
        assertEquals(expected, EltwiseFunctions.apply(algorithm, x, alpha, beta), 1e-10);
    }

    @Test
    void whatIsExactStaysASingleNumber() {
        ValueInterval value = new ValueInterval();
        value.set(100);
        value.multiply(0.25);
        value.add(3);
        value.multiplyAndAdd(2, -1);
        assertEquals(55, value.low());
        assertEquals(55, value.high());
    }

    @Test
    void roundingsWidenAnInterval() {
        ValueInterval value = new ValueInterval();
        value.set(3);
        value.multiply(0.1f);
        assertTrue(value.low() < 3 * 0.1f && value.high() > 3 * 0.1f);
        assertTrue(value.high() - value.low() < 1e-6);
        value.approximate(Math::exp);
        assertTrue(value.high() - value.low() > 2e-5 && value.high() - value.low() < 1e-4);
    }

    @Test
    void aResultMayBeWhateverTheIntervalRoundsTo() {
        ExpectedResult nearHalf =
                ExpectedResult.between(new double[] {2.4999}, new double[] {2.5001});
        assertTrue(nearHalf.accepts(DataType.S8, 0, 2));
        assertTrue(nearHalf.accepts(DataType.S8, 0, 3));
        assertFalse(nearHalf.accepts(DataType.S8, 0, 4));
        ExpectedResult exact = ExpectedResult.exactly(new double[] {2.5});
        assertTrue(exact.accepts(DataType.S8, 0, 2));
        assertFalse(exact.accepts(DataType.S8, 0, 3));
        assertFalse(exact.accepts(DataType.F32, 0, Double.NaN));
    }

    @ParameterizedTest
    @CsvSource({
        "BF16, 257, 256",
        "BF16, 259, 260",
        "F16, 2049, 2048",
        "F16, 1e6, Infinity",
        "S8, 127.5, 127",
        "S8, -1000, -128",
        "U8, -3, 0",
        "U8, 254.5, 254",
        "S32, 1e12, 2147483647",
    })
    void typesRoundTiesToEvenAndEndAtTheirLimits(DataType type, double value, double expected) {
        assertEquals(expected, Rounding.nearest(type, value));
    }
}
