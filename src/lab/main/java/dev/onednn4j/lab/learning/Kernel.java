package dev.onednn4j.lab.learning;

import dev.onednn4j.Tensor;

/// A square kernel in plain Java, for looking at.
///
/// @param size its width and height
/// @param values row by row
record Kernel(int size, double[] values) {
    /// From weights {1, 1, size, size}.
    static Kernel of(Tensor weights) {
        return of(weights.toArray());
    }

    /// Row by row.
    static Kernel of(float... values) {
        double[] copy = new double[values.length];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = values[i];
        }
        return new Kernel((int) Math.round(Math.sqrt(values.length)), copy);
    }

    /// The kernel that does at once what two do one after another:
    ///
    /// ```text
    /// K[y, x] = Σ first[y − v, x − u] · second[v, u]
    /// ```
    Kernel then(Kernel second) {
        int width = size + second.size - 1;
        double[] composed = new double[width * width];
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < second.values.length; j++) {
                int y = i / size + j / second.size;
                int x = i % size + j % second.size;
                composed[y * width + x] += values[i] * second.values[j];
            }
        }
        return new Kernel(width, composed);
    }

    /// The largest element, whatever its sign.
    double largest() {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    /// The largest difference from a kernel of the same size.
    double difference(Kernel other) {
        double largest = 0;
        for (int i = 0; i < values.length; i++) {
            double difference = Math.abs(values[i] - other.values[i]);
            largest = Math.max(largest, difference);
        }
        return largest;
    }

    /// The same with one element changed.
    Kernel with(int index, double value) {
        double[] changed = values.clone();
        changed[index] = value;
        return new Kernel(size, changed);
    }

    float[] toFloats() {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
