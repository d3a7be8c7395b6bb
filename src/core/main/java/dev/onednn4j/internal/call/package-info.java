/// The one way to make and run a primitive: [PrimitiveFactory] walks over what oneDNN offers and
/// makes a [NativePrimitive], whose [ExecutionPool] runs it.
@NullMarked
package dev.onednn4j.internal.call;

import org.jspecify.annotations.NullMarked;
