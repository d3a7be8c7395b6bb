/// What the API is built on: loading the native library and owning its objects.
@NullMarked
package dev.onednn4j.internal;

import org.jspecify.annotations.NullMarked;
