package dev.onednn4j;

import dev.onednn4j.internal.call.NativePrimitive;

import java.util.List;

/// Tensors joined along one axis, in their order: `dst[…, c, …] = src_j[…, c′, …]` with c = c′ +
/// the sizes of the sources before. The formula is that of oneDNN's guide to the Concat primitive.
/// Sources have one type and the same dimensions but for the axis; dst may have another type and
/// must not share elements with a source.
///
/// oneDNN has no backward pass of it: the gradient by a source is its part of diff_dst, which
/// [Tensor#submemory] tells without a copy, and a [Reorder] takes out where it must be dense.
///
/// Thread safe: any number of threads may execute one at once.
public final class Concat extends MultipleSources {
    Concat(Engine engine, NativePrimitive made, List<MemoryDescriptor> srcs) {
        super(engine, made, srcs);
    }

    /// Begins the description of a concatenation.
    public static ConcatBuilder forward(Engine engine) {
        return new ConcatBuilder(engine);
    }
}
