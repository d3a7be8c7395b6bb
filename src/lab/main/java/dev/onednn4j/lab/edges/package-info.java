/// The step `edges` of the lab. [dev.onednn4j.lab.edges.Filter] is the life of a convolution that
/// runs many times, [dev.onednn4j.lab.edges.Blur] and [dev.onednn4j.lab.edges.Sobel] describe what
/// to compute.
@NullMarked
package dev.onednn4j.lab.edges;

import org.jspecify.annotations.NullMarked;
