/// Programs to learn the library from.
///
/// Begin with the program in the project's README, one convolution from end to end. Then there is
/// what `scripts/lab` runs: [dev.onednn4j.lab.command.Lab], a walk from fully connected layers to
/// convolutions, and [dev.onednn4j.lab.edges.Edges], filters on a picture.
@NullMarked
package dev.onednn4j.lab;

import org.jspecify.annotations.NullMarked;
