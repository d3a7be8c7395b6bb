/// Post-operations, scales, zero points and numerical modes on their way to C.
@NullMarked
package dev.onednn4j.internal.attribute;

import org.jspecify.annotations.NullMarked;
