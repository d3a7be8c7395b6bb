/// oneDNN's primitives over off-heap tensors.
@NullMarked
package dev.onednn4j;

import org.jspecify.annotations.NullMarked;
