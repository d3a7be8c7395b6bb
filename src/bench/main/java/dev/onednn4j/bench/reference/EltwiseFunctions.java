package dev.onednn4j.bench.reference;

import dev.onednn4j.EltwiseAlgorithm;

/// The element-wise functions in double precision, by the formulas of oneDNN's guide to the Eltwise
/// primitive.
final class EltwiseFunctions {
    private static final double GELU_FACTOR = 0.044715;
    private static final double GELU_SCALE = Math.sqrt(2 / Math.PI);

    /// From here on the error function is 1 in double precision.
    private static final double ERF_IS_ONE = 6;

    private static final int ERF_TERMS = 160;

    /// From here on log(1 + eˣ) is x.
    private static final double SOFT_RELU_IS_LINEAR = 700;

    private EltwiseFunctions() {}

    static double apply(EltwiseAlgorithm algorithm, double x, double alpha, double beta) {
        return switch (algorithm) {
            case RELU, RELU_USE_DST_FOR_BWD -> x > 0 ? x : alpha * x;
            case TANH, TANH_USE_DST_FOR_BWD -> Math.tanh(x);
            case ELU, ELU_USE_DST_FOR_BWD -> x > 0 ? x : alpha * Math.expm1(x);
            case SQUARE -> x * x;
            case ABS -> Math.abs(x);
            case SQRT, SQRT_USE_DST_FOR_BWD -> Math.sqrt(x);
            case LINEAR -> alpha * x + beta;
            case SOFT_RELU -> softRelu(alpha * x) / alpha;
            case HARDSIGMOID -> clip(alpha * x + beta, 0, 1);
            case LOGISTIC, LOGISTIC_USE_DST_FOR_BWD -> logistic(x);
            case EXP, EXP_USE_DST_FOR_BWD -> Math.exp(x);
            case GELU_TANH -> x / 2 * (1 + Math.tanh(GELU_SCALE * (x + GELU_FACTOR * x * x * x)));
            case SWISH -> x * logistic(alpha * x);
            case LOG -> Math.log(x);
            case CLIP, CLIP_V2, CLIP_V2_USE_DST_FOR_BWD -> clip(x, alpha, beta);
            case POW -> alpha * Math.pow(x, beta);
            case GELU_ERF -> x / 2 * (1 + erf(x / Math.sqrt(2)));
            case ROUND -> Math.rint(x);
            case MISH -> x * Math.tanh(softRelu(x));
            case HARDSWISH -> x * clip(alpha * x + beta, 0, 1);
        };
    }

    /// Whether f32 gives the nearest value but for a few roundings: no transcendental function.
    static boolean isArithmetic(EltwiseAlgorithm algorithm) {
        return switch (algorithm) {
            case RELU,
                    RELU_USE_DST_FOR_BWD,
                    SQUARE,
                    ABS,
                    LINEAR,
                    HARDSIGMOID,
                    CLIP,
                    CLIP_V2,
                    CLIP_V2_USE_DST_FOR_BWD,
                    ROUND,
                    HARDSWISH ->
                    true;
            default -> false;
        };
    }

    private static double clip(double x, double low, double high) {
        return Math.min(high, Math.max(low, x));
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static double softRelu(double x) {
        return x > SOFT_RELU_IS_LINEAR ? x : Math.log1p(Math.exp(x));
    }

    /// The error function by its series in which all terms have one sign: 2/√π · e^(−x²) · Σ 2ⁿ
    /// x^(2n+1) / (2n+1)!!
    private static double erf(double x) {
        if (Math.abs(x) >= ERF_IS_ONE) {
            return Math.signum(x);
        }
        double term = x;
        double sum = x;
        for (int n = 1; n < ERF_TERMS; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }
}
