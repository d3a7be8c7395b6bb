/// The steps from a fully connected layer to a convolution with channels. Each is a program to read
/// from top to bottom: `run` follows the page that it writes.
@org.jspecify.annotations.NullMarked
package dev.onednn4j.lab.steps;
