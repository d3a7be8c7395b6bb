package dev.onednn4j.lab.learning;

import dev.onednn4j.Tensor;

/// Numbers that are learned. Both tensors are dense, in the same order, so that a method of
/// optimization needs to know nothing about layouts.
///
/// @param value what a layer computes with
/// @param gradient what a change of each value does to the loss, as of the last way back
record Parameter(Tensor value, Tensor gradient) {
    long count() {
        return value.descriptor().elements();
    }
}
