package dev.onednn4j;

import dev.onednn4j.internal.call.NativePrimitive;
import dev.onednn4j.internal.problem.PrimitiveKind;

/// A forward convolution, in oneDNN's sense, which is a cross-correlation:
///
/// ```text
/// dst[n,o,y,x] = bias[o] + Σ src[n, i, y·SH + h·DH − PH, x·SW + w·DW − PW] · weights[o,i,h,w]
/// ```
///
/// summed over input channels i and kernel positions h and w; what lies outside src counts as 0. In
/// 1-D there is w alone, in 3-D a depth before h. With groups, weights have one more dimension in
/// front, and each group of output channels sees its own input channels only. S are strides, D the
/// dilation (**1 is none**) and P the left padding. The formula is that of oneDNN's guide to the
/// Convolution primitive, which counts dilation from 0.
///
/// With 8-bit src, sums are not exact on CPUs without VNNI: see [Capabilities#isInt8Exact()].
///
/// Thread safe: any number of threads may execute one convolution at once.
public final class Convolution extends WeightedPrimitive {
    private Convolution(Engine engine, NativePrimitive made) {
        super(engine, made);
    }

    /// Begins the description of a convolution.
    public static ForwardBuilder<Convolution> forward(Engine engine) {
        return new ForwardBuilder<>(engine, PrimitiveKind.CONVOLUTION, Convolution::new);
    }

    /// Begins the description of a convolution's gradient by its input.
    public static BackwardDataBuilder backwardData(Engine engine) {
        return new BackwardDataBuilder(engine, PrimitiveKind.CONVOLUTION);
    }

    /// Begins the description of a convolution's gradient by its weights and bias.
    public static BackwardWeightsBuilder backwardWeights(Engine engine) {
        return new BackwardWeightsBuilder(engine, PrimitiveKind.CONVOLUTION);
    }
}
