package dev.onednn4j.lab.learning;

import dev.onednn4j.Tensor;

import java.util.Objects;

/// How far what comes out of a network is from what should:
///
/// ```text
/// loss = 1/n · Σ (Y − T)²,   ∂loss/∂Y = 2/n · (Y − T)
/// ```
///
/// A few lines of Java: small as it is, it needs no primitive.
final class MeanSquaredError {
    private final Tensor output;
    private final Tensor gradient;
    private final float[] target;
    private final float[] differences;

    /// @param output has a gradient
    /// @param target as many values, in the order of its dimensions
    MeanSquaredError(Signal output, float... target) {
        this.output = output.value();
        this.gradient = Objects.requireNonNull(output.gradient());
        this.target = target.clone();
        this.differences = new float[target.length];
    }

    /// Computes the loss.
    double forward() {
        float[] values = output.toArray();
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            differences[i] = values[i] - target[i];
            sum += (double) differences[i] * differences[i];
        }
        return sum / values.length;
    }

    /// Computes the gradient of the output, after [#forward()].
    void backward() {
        float[] values = new float[differences.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = 2 * differences[i] / values.length;
        }
        gradient.copyFrom(values);
    }
}
