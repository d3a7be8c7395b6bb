package dev.onednn4j;

import dev.onednn4j.internal.call.NativePrimitive;

/// The gradient of a softmax by its input, made by [Softmax#backward()]. Its data is dst of the
/// forward pass.
///
/// ```text
/// ACCURATE  diff_src[c] = dst[c] · (diff_dst[c] − Σ diff_dst[i] · dst[i])
/// LOG       diff_src[c] = diff_dst[c] − exp(dst[c]) · Σ diff_dst[i]
/// ```
///
/// where i runs along the axis. oneDNN's guide gives no formulas for it: these are the derivatives
/// of those of the forward pass.
///
/// Thread safe: any number of threads may execute one at once.
public final class SoftmaxBackward extends UnaryBackward {
    SoftmaxBackward(Engine engine, NativePrimitive made) {
        super(engine, made);
    }
}
