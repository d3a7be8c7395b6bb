package dev.onednn4j.lab.learning;

import dev.onednn4j.Tensor;

import org.jspecify.annotations.Nullable;

/// What goes from one layer to the next, and what comes back.
///
/// @param value written by the layer before, on the way forward
/// @param gradient what a change of each value does to the loss, written by the layer after on the
///   way back; null for the input of a network, which is not to be changed
record Signal(Tensor value, @Nullable Tensor gradient) {}
