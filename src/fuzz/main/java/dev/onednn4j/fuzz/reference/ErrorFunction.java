package dev.onednn4j.fuzz.reference;

/// The error function: by its power series, and far from 0 by a continued fraction.
final class ErrorFunction {
    private static final double SERIES = 2.5;
    private static final double ONE = 6;
    private static final int TERMS = 60;

    private ErrorFunction() {}

    static double of(double x) {
        double size = Math.abs(x);
        if (Double.isNaN(x)) {
            return x;
        }
        double value = size < SERIES ? series(size) : size < ONE ? 1 - fraction(size) : 1;
        return x < 0 ? -value : value;
    }

    private static double series(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; n < TERMS; n++) {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }
        return 2 / Math.sqrt(Math.PI) * sum;
    }

    private static double fraction(double x) {
        double value = 0;
        for (int n = TERMS; n > 0; n--) {
            value = n / 2.0 / (x + value);
        }
        return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + value);
    }
}
