package dev.onednn4j;

import dev.onednn4j.internal.call.NativePrimitive;

import java.util.List;

/// A weighted sum of tensors of the same dimensions: `dst[i] = Σ scales[j] · src_j[i]`. The formula
/// is that of oneDNN's guide to the Sum primitive. Types and layouts may differ.
///
/// dst may be the first source itself where both are described alike; it must not share elements
/// with the others.
///
/// oneDNN has no backward pass of it: the gradient by a source is its scale times diff_dst, which
/// an [Eltwise] computes, `LINEAR` with α the scale; with scale 1 it is diff_dst itself.
///
/// Thread safe: any number of threads may execute one at once.
public final class Sum extends MultipleSources {
    Sum(Engine engine, NativePrimitive made, List<MemoryDescriptor> srcs) {
        super(engine, made, srcs);
    }

    /// Begins the description of a sum.
    public static SumBuilder forward(Engine engine) {
        return new SumBuilder(engine);
    }
}
