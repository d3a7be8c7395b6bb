/// What is run: a [BenchdnnProblem] in the words of benchdnn, and a [ConvolutionCase], which is one
/// problem with one value of each knob. Knows no other package of the harness.
@NullMarked
package dev.onednn4j.bench.problem;

import org.jspecify.annotations.NullMarked;
