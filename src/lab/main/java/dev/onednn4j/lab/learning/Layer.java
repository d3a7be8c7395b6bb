package dev.onednn4j.lab.learning;

import java.util.List;

/// A function of a signal, with its derivative. Where its tensors are is settled when it is made.
interface Layer {
    /// What it writes going forward, and reads going back.
    Signal output();

    /// Computes the value of its output from the value of its input.
    void forward();

    /// Computes, from the gradient of its output, those of its parameters, and that of its input
    /// where there is one. To be called after [#forward()], on whose results it builds.
    void backward();

    /// What it learns.
    default List<Parameter> parameters() {
        return List.of();
    }

    /// What it is, in a few words, for a table.
    String description();
}
