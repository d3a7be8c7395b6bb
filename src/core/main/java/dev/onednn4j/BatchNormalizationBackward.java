package dev.onednn4j;

import dev.onednn4j.internal.call.NativePrimitive;

/// The gradients of a batch normalization, made by [BatchNormalization#backward()]. Its data is src
/// of the forward pass. With g = diff_dst, x̂ = (src − mean) / √(variance + ε) and sums over all m
/// elements of a channel:
///
/// ```text
/// diff_shift = Σ g
/// diff_scale = Σ g · x̂
/// diff_src   = scale / √(variance + ε) · (g − Σ g / m − x̂ · Σ (g · x̂) / m)
/// ```
///
/// With [BatchNormalization.Builder#useGlobalStats()] mean and variance do not depend on src, so
/// that diff_src is scale / √(variance + ε) · g. With [BatchNormalization.Builder#fuseNormRelu()] g
/// counts as 0 where the result was negative. oneDNN's guide gives no formulas for it: these are
/// the derivatives of those of the forward pass.
///
/// The other tensors are passed by name in [RuntimeArguments]; all are f32 {C}, but for the
/// workspace, which is the one that the forward pass wrote:
///
/// | name | there is one | |
/// | --- | --- | --- |
/// | `mean`, `variance` | always | read |
/// | `scale` | with `useScale` | read |
/// | `workspace` | with `fuseNormRelu` | read |
/// | `diff_scale` | with `useScale` | written |
/// | `diff_shift` | with `useShift` | written |
///
/// Thread safe: any number of threads may execute one at once.
public final class BatchNormalizationBackward extends UnaryBackward {
    /// The name of the gradient by the channels' scales among the [RuntimeArguments].
    public static final String DIFF_SCALE = "diff_scale";

    /// The name of the gradient by the channels' shifts among the [RuntimeArguments].
    public static final String DIFF_SHIFT = "diff_shift";

    BatchNormalizationBackward(Engine engine, NativePrimitive made) {
        super(engine, made);
    }
}
