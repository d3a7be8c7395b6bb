/// The step `edges` of the lab. [dev.onednn4j.examples.edges.Filter] is the life of a convolution
/// that runs many times, [dev.onednn4j.examples.edges.Blur] and [dev.onednn4j.examples.edges.Sobel]
/// describe what to compute.
@NullMarked
package dev.onednn4j.examples.edges;

import org.jspecify.annotations.NullMarked;
