/// What the results of a problem must be: definitions in double precision, written for themselves.
@NullMarked
package dev.onednn4j.fuzz.reference;

import org.jspecify.annotations.NullMarked;
