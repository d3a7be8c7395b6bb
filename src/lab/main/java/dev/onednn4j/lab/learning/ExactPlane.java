package dev.onednn4j.lab.learning;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// One channel of a picture in plain Java, in double precision: the reference that oneDNN is held
/// against. It is written as the equations are, and slow.
///
/// @param values row by row
record ExactPlane(int height, int width, double[] values) {
    static ExactPlane of(int height, int width, float... values) {
        double[] copy = new double[values.length];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = values[i];
        }
        return new ExactPlane(height, width, copy);
    }

    /// The cross-correlation with a kernel, where the kernel is within the picture:
    ///
    /// ```text
    /// Y[y, x] = Σ X[y + v, x + u] · K[v, u]
    /// ```
    ExactPlane correlate(Kernel kernel) {
        int size = kernel.size();
        ExactPlane result = blank(height - size + 1, width - size + 1);
        for (int y = 0; y < result.height; y++) {
            for (int x = 0; x < result.width; x++) {
                double sum = 0;
                for (int v = 0; v < size; v++) {
                    for (int u = 0; u < size; u++) {
                        sum += values[(y + v) * width + x + u] * kernel.values()[v * size + u];
                    }
                }
                result.values[y * result.width + x] = sum;
            }
        }
        return result;
    }

    private static ExactPlane blank(int height, int width) {
        return new ExactPlane(height, width, new double[height * width]);
    }

    double largest() {
        return Arrays.stream(values).max().orElseThrow();
    }

    /// The mean of the squared differences.
    double meanSquaredError(ExactPlane target) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            double difference = values[i] - target.values[i];
            sum += difference * difference;
        }
        return sum / values.length;
    }

    /// Shifted and scaled so that the mean is 0 and the variance 1; all 0 where all values are the
    /// same.
    ExactPlane normalized() {
        double mean = Arrays.stream(values).average().orElseThrow();
        double variance =
                Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
        double deviation = variance > 0 ? Math.sqrt(variance) : 1;
        return new ExactPlane(
                height, width, Arrays.stream(values).map(v -> (v - mean) / deviation).toArray());
    }

    /// The same and something else at random, for each value by itself.
    ///
    /// @param amplitude how much at most
    ExactPlane withNoise(double amplitude, RandomGenerator random) {
        return new ExactPlane(
                height,
                width,
                Arrays.stream(values)
                        .map(v -> v + random.nextDouble(-amplitude, amplitude))
                        .toArray());
    }

    float[] toFloats() {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
