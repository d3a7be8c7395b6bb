/// What a result must be: convolutions by their definition, exact and independent of oneDNN
/// ([Reference]), with scales, zero points and post-operations ([ForwardExpectation]). Knows the
/// package `problem` alone.
@NullMarked
package dev.onednn4j.bench.reference;

import org.jspecify.annotations.NullMarked;
