package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Locale;
import java.util.Objects;

/// Applies an element-wise function.
record EltwisePostOp(EltwiseAlgorithm algorithm, float alpha, float beta) implements PostOp {
    EltwisePostOp {
        Objects.requireNonNull(algorithm, "algorithm");
        requireNumber("alpha", alpha);
        requireNumber("beta", beta);
        switch (algorithm) {
            case CLIP, CLIP_V2, CLIP_V2_USE_DST_FOR_BWD -> {
                if (alpha > beta) {
                    throw new IllegalArgumentException(
                            "beta: "
                                    + algorithm
                                    + " expects at least alpha, "
                                    + alpha
                                    + ", got "
                                    + beta);
                }
            }
            case RELU_USE_DST_FOR_BWD, ELU_USE_DST_FOR_BWD -> {
                if (alpha < 0) {
                    throw new IllegalArgumentException(
                            "alpha: " + algorithm + " expects at least 0, got " + alpha);
                }
            }
            case SOFT_RELU -> {
                if (alpha == 0) {
                    throw new IllegalArgumentException(
                            "alpha: SOFT_RELU divides by it, expected another number than 0");
                }
            }
            default -> {}
        }
    }

    /// An end of a range may be infinite, where it does not bind.
    private static void requireNumber(String name, float value) {
        if (Float.isNaN(value)) {
            throw new IllegalArgumentException(name + ": expected a number, got NaN");
        }
    }

    @Override
    public int append(MemorySegment postOps, Arena scratch) {
        return onednn_h.dnnl_post_ops_append_eltwise(postOps, algorithm.value(), alpha, beta);
    }

    @Override
    public String function() {
        return "dnnl_post_ops_append_eltwise";
    }

    @Override
    public String toString() {
        String name = algorithm.name().toLowerCase(Locale.ROOT);
        return name.replace("_use_dst_for_bwd", "_dst") + ":" + alpha + ":" + beta;
    }
}
