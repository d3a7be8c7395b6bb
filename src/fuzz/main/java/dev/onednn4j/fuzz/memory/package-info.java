/// Memory that tells what was done to it beside what was asked for.
@NullMarked
package dev.onednn4j.fuzz.memory;

import org.jspecify.annotations.NullMarked;
