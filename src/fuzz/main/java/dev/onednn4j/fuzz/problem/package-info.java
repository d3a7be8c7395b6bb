/// What is asked of oneDNN, as values with a text: no tensor and no native memory.
@NullMarked
package dev.onednn4j.fuzz.problem;

import org.jspecify.annotations.NullMarked;
