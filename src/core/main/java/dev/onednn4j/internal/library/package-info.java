/// Finding, unpacking and loading the native library, calling it, and owning its objects.
@NullMarked
package dev.onednn4j.internal.library;

import org.jspecify.annotations.NullMarked;
