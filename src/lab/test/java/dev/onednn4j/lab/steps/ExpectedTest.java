package dev.onednn4j.lab.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.SplittableRandom;

class ExpectedTest {
    @Test
    void sumsInSinglePrecisionAreWithinTheBoundInWhateverOrder() {
        SplittableRandom random = new SplittableRandom(11);
        for (int terms : new int[] {1, 2, 100, 10_000}) {
            float[] products = new float[terms];
            for (int i = 0; i < terms; i++) {
                products[i] = (float) random.nextDouble(-1, 1);
            }
            Expected expected =
                    Expected.of(
                            1,
                            _ ->
                                    sum -> {
                                        for (float product : products) {
                                            sum.add(product);
                                        }
                                    });
            float up = 0;
            float down = 0;
            for (int i = 0; i < terms; i++) {
                up += products[i];
                down += products[terms - 1 - i];
            }
            assertTrue(expected.difference(new float[] {up}) <= expected.allowed());
            assertTrue(expected.difference(new float[] {down}) <= expected.allowed());
            // Such as a product with the other sign makes it.
            float wrong = up + 1;
            assertTrue(expected.difference(new float[] {wrong}) > expected.allowed());
        }
    }

    @Test
    void whatIsNotANumberIsNotCloseToAnything() {
        Expected expected = Expected.of(2, index -> sum -> sum.add(index));
        assertEquals(Double.NaN, expected.difference(new float[] {Float.NaN, 1}));
        assertEquals(Double.NaN, expected.difference(new float[] {0, Float.NaN}));
    }

    @Test
    void crossCorrelationIsThatOfTheEquation() {
        Plane x = new Plane(1, 3, new float[] {1, 2, 3});
        Plane kernel = new Plane(1, 3, new float[] {10, 100, 1000});
        double[] expected = {5 + 100 + 2000, 5 + 10 + 200 + 3000, 5 + 20 + 300};
        double[] values = Expected.crossCorrelation(x, kernel, 5).values();
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], values[i]);
        }
    }
}
