/// What a child does: runs a problem on every implementation and compares.
@NullMarked
package dev.onednn4j.fuzz.run;

import org.jspecify.annotations.NullMarked;
