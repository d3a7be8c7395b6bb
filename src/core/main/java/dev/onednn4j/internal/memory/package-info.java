/// How tensors lie in memory: layouts, blocking, access to elements, and what native primitive
/// descriptors say of them.
@NullMarked
package dev.onednn4j.internal.memory;

import org.jspecify.annotations.NullMarked;
