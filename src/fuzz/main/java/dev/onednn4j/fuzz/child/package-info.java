/// Child JVMs, which may die, and what is said between them and the process that starts them.
@NullMarked
package dev.onednn4j.fuzz.child;

import org.jspecify.annotations.NullMarked;
