package dev.onednn4j;

import dev.onednn4j.internal.call.NativePrimitive;
import dev.onednn4j.internal.problem.PrimitiveKind;

/// A forward deconvolution, or transposed convolution: each input element adds a copy of the
/// kernel, scaled by it, to the output.
///
/// ```text
/// dst[n, o, y·SH + h·DH − PH, x·SW + w·DW − PW] = bias[o] + Σ src[n,i,y,x] · weights[o,i,h,w]
/// ```
///
/// summed over everything that meets one output element; what falls outside dst is dropped. It is
/// the gradient of a convolution by its input, with input and output channels of the weights
/// exchanged. S are strides, D the dilation (**1 is none**) and P the left padding, which takes
/// output away. The formula is that of oneDNN's guide to the Deconvolution primitive, which counts
/// dilation from 0.
///
/// With 8-bit src, sums are not exact on CPUs without VNNI: see [Capabilities#isInt8Exact()].
///
/// Thread safe: any number of threads may execute one deconvolution at once.
public final class Deconvolution extends WeightedPrimitive {
    private Deconvolution(Engine engine, NativePrimitive made) {
        super(engine, made);
    }

    /// Begins the description of a deconvolution.
    public static Builder forward(Engine engine) {
        return new Builder(engine);
    }

    /// Begins the description of a deconvolution's gradient by its input.
    public static Convolution.BackwardDataBuilder backwardData(Engine engine) {
        return new Convolution.BackwardDataBuilder(engine, PrimitiveKind.DECONVOLUTION);
    }

    /// Begins the description of a deconvolution's gradient by its weights and bias.
    public static Convolution.BackwardWeightsBuilder backwardWeights(Engine engine) {
        return new Convolution.BackwardWeightsBuilder(engine, PrimitiveKind.DECONVOLUTION);
    }

    /// Describes a deconvolution. `src`, `weights` and `dst` are needed, the rest has defaults.
    public static final class Builder extends ForwardBuilder<Builder> {
        private Builder(Engine engine) {
            super(engine, PrimitiveKind.DECONVOLUTION);
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        public Deconvolution build() {
            return new Deconvolution(engine(), make());
        }
    }
}
