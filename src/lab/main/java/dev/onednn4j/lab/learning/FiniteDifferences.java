package dev.onednn4j.lab.learning;

import java.util.function.ToDoubleFunction;

/// The gradient of the loss of two kernels one after another, without any calculus: each element of
/// a kernel is made a little larger and a little smaller, and the loss is computed anew, in double
/// precision.
///
/// ```text
/// ∂L/∂k ≈ (L(k + h) − L(k − h)) / 2h
/// ```
///
/// @param input what goes in
/// @param target what should come out
record FiniteDifferences(ExactPlane input, ExactPlane target, Kernel first, Kernel second) {
    private static final double STEP = 1e-4;

    double loss(Kernel one, Kernel two) {
        return input.correlate(one).correlate(two).meanSquaredError(target);
    }

    /// The gradient by the first kernel.
    Kernel byFirst() {
        return gradient(first, changed -> loss(changed, second));
    }

    /// The gradient by the second kernel.
    Kernel bySecond() {
        return gradient(second, changed -> loss(first, changed));
    }

    private static Kernel gradient(Kernel kernel, ToDoubleFunction<Kernel> loss) {
        Kernel gradient = kernel;
        for (int i = 0; i < kernel.values().length; i++) {
            double value = kernel.values()[i];
            double more = loss.applyAsDouble(kernel.with(i, value + STEP));
            double less = loss.applyAsDouble(kernel.with(i, value - STEP));
            gradient = gradient.with(i, (more - less) / (2 * STEP));
        }
        return gradient;
    }
}
