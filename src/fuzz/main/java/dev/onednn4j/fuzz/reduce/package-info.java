/// Makes the problem of a finding smaller.
@NullMarked
package dev.onednn4j.fuzz.reduce;

import org.jspecify.annotations.NullMarked;
