package dev.onednn4j.internal.memory;

import dev.onednn4j.MemoryDescriptor;

/// One tensor that a primitive takes.
///
/// @param id the C constant, `DNNL_ARG_*`
/// @param name oneDNN's word for it, in messages
/// @param descriptor what the tensor must be
/// @param written whether the primitive writes to it
public record Argument(int id, String name, MemoryDescriptor descriptor, boolean written) {}
