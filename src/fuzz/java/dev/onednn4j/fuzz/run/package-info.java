/// How the fuzzer runs: a parent that never touches oneDNN, and children that may die.
@NullMarked
package dev.onednn4j.fuzz.run;

import org.jspecify.annotations.NullMarked;
