/// The program behind `scripts/fuzz`.
@NullMarked
package dev.onednn4j.fuzz.command;

import org.jspecify.annotations.NullMarked;
