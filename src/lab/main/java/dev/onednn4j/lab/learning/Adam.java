package dev.onednn4j.lab.learning;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// Gradient descent in which each parameter has a step size of its own: Kingma and Ba, "Adam: A
/// method for stochastic optimization".
///
/// ```text
/// m ← β₁ m + (1 − β₁) g          the average gradient: what changes its sign cancels out
/// v ← β₂ v + (1 − β₂) g²         its average size
/// w ← w − rate · m̂ / (√v̂ + ε)    m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ) at step t
/// ```
///
/// It works on memory that the primitives read and write, directly: nothing is copied.
final class Adam {
    private static final double AVERAGING = 0.9;
    private static final double SIZE_AVERAGING = 0.999;
    private static final double SMALLEST = 1e-8;

    private final List<State> states;
    private int steps;

    /// @param parameters what it changes
    Adam(List<Parameter> parameters) {
        states = parameters.stream().map(State::of).toList();
    }

    /// Moves all parameters against their gradients.
    ///
    /// @param rate about how far each of them moves
    void step(double rate) {
        steps++;
        double correction = 1 - Math.pow(AVERAGING, steps);
        double sizeCorrection = 1 - Math.pow(SIZE_AVERAGING, steps);
        for (State state : states) {
            state.step(rate / correction, sizeCorrection);
        }
    }

    private record State(
            MemorySegment values, MemorySegment gradients, double[] average, double[] size) {
        static State of(Parameter parameter) {
            int count = Math.toIntExact(parameter.count());
            return new State(
                    parameter.value().segment(),
                    parameter.gradient().segment(),
                    new double[count],
                    new double[count]);
        }

        void step(double rate, double sizeCorrection) {
            for (int i = 0; i < average.length; i++) {
                double gradient = gradients.getAtIndex(ValueLayout.JAVA_FLOAT, i);
                average[i] += (1 - AVERAGING) * (gradient - average[i]);
                size[i] += (1 - SIZE_AVERAGING) * (gradient * gradient - size[i]);
                double value = values.getAtIndex(ValueLayout.JAVA_FLOAT, i);
                value -= rate * average[i] / (Math.sqrt(size[i] / sizeCorrection) + SMALLEST);
                values.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) value);
            }
        }
    }
}
