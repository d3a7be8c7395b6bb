package dev.onednn4j;

/// The gradient of an element-wise function by its input: `diff_src[i] = f′(src[i]) · diff_dst[i]`.
/// Made by [Eltwise#backward()]. Its data is src, or dst where [EltwiseAlgorithm#usesDst()].
///
/// Thread safe: any number of threads may execute one at once.
public final class EltwiseBackward extends UnaryBackward {
    EltwiseBackward(PrimitivePlan plan, boolean fromDst) {
        super(plan, fromDst ? TensorRole.FORWARD_DST : TensorRole.SRC);
    }
}
