/// Draws problems at random.
@NullMarked
package dev.onednn4j.fuzz.draw;

import org.jspecify.annotations.NullMarked;
