/// Tests of the generated bindings.
@NullMarked
package dev.onednn4j.capi;

import org.jspecify.annotations.NullMarked;
