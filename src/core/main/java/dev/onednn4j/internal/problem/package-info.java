/// What is asked of oneDNN, as Java values.
@NullMarked
package dev.onednn4j.internal.problem;

import org.jspecify.annotations.NullMarked;
