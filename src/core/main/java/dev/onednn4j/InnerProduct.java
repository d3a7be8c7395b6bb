package dev.onednn4j;

import dev.onednn4j.internal.call.NativePrimitive;

/// A fully connected layer, forward:
///
/// ```text
/// dst[n,o] = bias[o] + Σ src[n,i,d,h,w] · weights[o,i,d,h,w]
/// ```
///
/// summed over all of i, d, h and w: weights have the dimensions of src, with the outputs in place
/// of the batch. Without d, h and w it is a matrix product, src · weightsᵀ. The formula is that of
/// oneDNN's guide to the Inner Product primitive.
///
/// With 8-bit src, sums are not exact on CPUs without VNNI: see [Capabilities#isInt8Exact()].
///
/// Thread safe: any number of threads may execute one at once.
public final class InnerProduct extends WeightedPrimitive {
    InnerProduct(Engine engine, NativePrimitive made) {
        super(engine, made);
    }

    /// Begins the description of an inner product.
    public static InnerProductBuilder forward(Engine engine) {
        return new InnerProductBuilder(engine);
    }

    /// Begins the description of an inner product's gradient by its input.
    public static InnerProductBackwardDataBuilder backwardData(Engine engine) {
        return new InnerProductBackwardDataBuilder(engine);
    }

    /// Begins the description of an inner product's gradient by its weights and bias.
    public static InnerProductBackwardWeightsBuilder backwardWeights(Engine engine) {
        return new InnerProductBackwardWeightsBuilder(engine);
    }
}
