/// How tensors lie in memory.
@NullMarked
package dev.onednn4j.internal.memory;

import org.jspecify.annotations.NullMarked;
