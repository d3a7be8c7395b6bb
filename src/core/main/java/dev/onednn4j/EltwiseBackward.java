package dev.onednn4j;

import dev.onednn4j.internal.call.NativePrimitive;

/// The gradient of an element-wise function by its input: `diff_src[i] = f′(src[i]) · diff_dst[i]`.
/// Made by [Eltwise#backward()]. Its data is src, or dst where [EltwiseAlgorithm#usesDst()].
///
/// Thread safe: any number of threads may execute one at once.
public final class EltwiseBackward extends UnaryBackward {
    EltwiseBackward(Engine engine, NativePrimitive made) {
        super(engine, made);
    }
}
