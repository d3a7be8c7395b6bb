/// Makes primitives from problems and runs them, through the public API alone.
@NullMarked
package dev.onednn4j.fuzz.make;

import org.jspecify.annotations.NullMarked;
