/// Hostile calls: programs of calls over the whole public API, drawn at random, with operands that
/// are closed, null, huge, misaligned or on another thread.
@NullMarked
package dev.onednn4j.fuzz.calls;

import org.jspecify.annotations.NullMarked;
