/// Programs to learn the library from.
///
/// Begin with [dev.onednn4j.examples.Quickstart], one convolution from end to end. Then there is
/// what `scripts/lab` runs: [dev.onednn4j.examples.lab.Lab], a walk from fully connected layers to
/// convolutions, and [dev.onednn4j.examples.edges.Edges], filters on a picture.
@NullMarked
package dev.onednn4j.examples;

import org.jspecify.annotations.NullMarked;
