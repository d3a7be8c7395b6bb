/// Programs to learn the library from. `scripts/lab` runs them.
///
/// Begin with [dev.onednn4j.examples.Quickstart], one convolution from end to end. Then there is
/// the step [dev.onednn4j.examples.Edges]: [dev.onednn4j.examples.Filter] is the life of a
/// convolution that runs many times, [dev.onednn4j.examples.Blur] and [dev.onednn4j.examples.Sobel]
/// describe what to compute, [dev.onednn4j.examples.Picture] is about tensors, views and borders.
@NullMarked
package dev.onednn4j.examples;

import org.jspecify.annotations.NullMarked;
