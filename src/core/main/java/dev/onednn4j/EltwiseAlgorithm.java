package dev.onednn4j;

import static dev.onednn4j.capi.onednn_h.*;

/// An element-wise function: the `dnnl_eltwise_*` algorithms. Formulas are those of oneDNN's guide
/// to the Eltwise primitive; α and β are the parameters `alpha` and `beta`.
public enum EltwiseAlgorithm {
    /// x for x > 0, otherwise αx.
    RELU(dnnl_eltwise_relu()),
    /// The hyperbolic tangent.
    TANH(dnnl_eltwise_tanh()),
    /// x for x > 0, otherwise α(eˣ − 1).
    ELU(dnnl_eltwise_elu()),
    /// x².
    SQUARE(dnnl_eltwise_square()),
    /// |x|.
    ABS(dnnl_eltwise_abs()),
    /// √x.
    SQRT(dnnl_eltwise_sqrt()),
    /// αx + β.
    LINEAR(dnnl_eltwise_linear()),
    /// log(1 + e^(αx)) / α.
    SOFT_RELU(dnnl_eltwise_soft_relu()),
    /// max(0, min(1, αx + β)).
    HARDSIGMOID(dnnl_eltwise_hardsigmoid()),
    /// 1 / (1 + e⁻ˣ).
    LOGISTIC(dnnl_eltwise_logistic()),
    /// eˣ.
    EXP(dnnl_eltwise_exp()),
    /// GELU in its tanh approximation.
    GELU_TANH(dnnl_eltwise_gelu_tanh()),
    /// x / (1 + e^(−αx)).
    SWISH(dnnl_eltwise_swish()),
    /// The natural logarithm.
    LOG(dnnl_eltwise_log()),
    /// max(α, min(β, x)).
    CLIP(dnnl_eltwise_clip()),
    /// As [#CLIP], with the other derivative at the borders.
    CLIP_V2(dnnl_eltwise_clip_v2()),
    /// αx^β.
    POW(dnnl_eltwise_pow()),
    /// GELU with the error function.
    GELU_ERF(dnnl_eltwise_gelu_erf()),
    /// The nearest integer, ties to even.
    ROUND(dnnl_eltwise_round()),
    /// x · tanh(log(1 + eˣ)).
    MISH(dnnl_eltwise_mish()),
    /// x · max(0, min(1, αx + β)).
    HARDSWISH(dnnl_eltwise_hardswish()),
    /// As [#RELU], with a derivative that is computed from the result.
    RELU_USE_DST_FOR_BWD(dnnl_eltwise_relu_use_dst_for_bwd()),
    /// As [#TANH], with a derivative that is computed from the result.
    TANH_USE_DST_FOR_BWD(dnnl_eltwise_tanh_use_dst_for_bwd()),
    /// As [#ELU], with a derivative that is computed from the result.
    ELU_USE_DST_FOR_BWD(dnnl_eltwise_elu_use_dst_for_bwd()),
    /// As [#SQRT], with a derivative that is computed from the result.
    SQRT_USE_DST_FOR_BWD(dnnl_eltwise_sqrt_use_dst_for_bwd()),
    /// As [#LOGISTIC], with a derivative that is computed from the result.
    LOGISTIC_USE_DST_FOR_BWD(dnnl_eltwise_logistic_use_dst_for_bwd()),
    /// As [#EXP], with a derivative that is computed from the result.
    EXP_USE_DST_FOR_BWD(dnnl_eltwise_exp_use_dst_for_bwd()),
    /// As [#CLIP_V2], with a derivative that is computed from the result.
    CLIP_V2_USE_DST_FOR_BWD(dnnl_eltwise_clip_v2_use_dst_for_bwd());

    private final int value;

    EltwiseAlgorithm(int value) {
        this.value = value;
    }

    /// The C constant.
    public int value() {
        return value;
    }

    /// Whether the derivative is computed from the result: a backward pass then reads dst.
    public boolean usesDst() {
        return name().endsWith("_USE_DST_FOR_BWD");
    }

    /// Whether there is a backward pass: of all but [#ROUND], whose derivative is 0 or none.
    public boolean hasGradient() {
        return this != ROUND;
    }

    /// Checks the type of the source: [#ROUND] is for f32 alone, and of integers there are only
    /// [#RELU], [#LINEAR], [#CLIP] and what has the result for its derivative.
    ///
    /// @throws IllegalArgumentException when the function is not there for it
    void requireType(DataType src) {
        boolean integer = src == DataType.S32 || src == DataType.S8 || src == DataType.U8;
        boolean forIntegers = this == RELU || this == LINEAR || this == CLIP || usesDst();
        if (integer && !forIntegers) {
            throw new IllegalArgumentException(
                    "src: expected a floating point type for " + this + ", got " + src);
        }
        if (this == ROUND && src != DataType.F32) {
            throw new IllegalArgumentException("src: expected type f32 for ROUND, got " + src);
        }
    }

    /// Checks the parameters.
    ///
    /// @throws IllegalArgumentException when the function is not defined with them
    public void requireParameters(float alpha, float beta) {
        requireNumber("alpha", alpha);
        requireNumber("beta", beta);
        switch (this) {
            case CLIP, CLIP_V2, CLIP_V2_USE_DST_FOR_BWD -> {
                if (alpha > beta) {
                    throw new IllegalArgumentException(
                            "beta: "
                                    + this
                                    + " expects at least alpha, "
                                    + alpha
                                    + ", got "
                                    + beta);
                }
            }
            case RELU_USE_DST_FOR_BWD, ELU_USE_DST_FOR_BWD -> {
                if (alpha < 0) {
                    throw new IllegalArgumentException(
                            "alpha: " + this + " expects at least 0, got " + alpha);
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
}
