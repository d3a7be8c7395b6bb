package dev.onednn4j;

import dev.onednn4j.internal.call.NativePrimitive;

/// A matrix product, or a batch of them:
///
/// ```text
/// dst[…,m,n] = bias[…,m,n] + Σ src[…,m,k] · weights[…,k,n]
/// ```
///
/// summed over k. The dimensions before the last two are a batch; where src or weights have 1
/// there, the one matrix serves all. The formula is that of oneDNN's guide to the MatMul primitive.
///
/// Its gradients are matrix products too, of transposed views that cost nothing: by src it is
/// diff_dst · weightsᵀ, by weights srcᵀ · diff_dst; see [MemoryDescriptor#permute].
///
/// With 8-bit src, sums are not exact on CPUs without VNNI: see [Capabilities#isInt8Exact()].
///
/// Thread safe: any number of threads may execute one at once.
public final class MatMul extends WeightedPrimitive {
    MatMul(Engine engine, NativePrimitive made) {
        super(engine, made);
    }

    /// Begins the description of a matrix product.
    public static MatMulBuilder forward(Engine engine) {
        return new MatMulBuilder(engine);
    }
}
