/// Programs to learn the library from. `scripts/lab` runs them.
///
/// Begin with [dev.onednn4j.examples.Filter], which is the whole life of a convolution, then see
/// what [dev.onednn4j.examples.Blur] and [dev.onednn4j.examples.Sobel] make of it.
@NullMarked
package dev.onednn4j.examples;

import org.jspecify.annotations.NullMarked;
