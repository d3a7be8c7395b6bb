package dev.onednn4j;

/// Element-wise functions by their formulas, in double precision.
final class EltwiseFormulas {
    private EltwiseFormulas() {}

    static double apply(EltwiseAlgorithm algorithm, float alpha, float beta, double x) {
        return switch (algorithm) {
            case RELU, RELU_USE_DST_FOR_BWD -> x > 0 ? x : alpha * x;
            case TANH, TANH_USE_DST_FOR_BWD -> Math.tanh(x);
            case ELU, ELU_USE_DST_FOR_BWD -> x > 0 ? x : alpha * Math.expm1(x);
            case SQUARE -> x * x;
            case ABS -> Math.abs(x);
            case SQRT, SQRT_USE_DST_FOR_BWD -> Math.sqrt(x);
            case LINEAR -> alpha * x + beta;
            case SOFT_RELU -> Math.log1p(Math.exp(alpha * x)) / alpha;
            case HARDSIGMOID -> Math.clamp(alpha * x + beta, 0.0, 1.0);
            case LOGISTIC, LOGISTIC_USE_DST_FOR_BWD -> logistic(x);
            case EXP, EXP_USE_DST_FOR_BWD -> Math.exp(x);
            case GELU_TANH ->
                    0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
            case SWISH -> x * logistic(alpha * x);
            case LOG -> Math.log(x);
            case CLIP, CLIP_V2, CLIP_V2_USE_DST_FOR_BWD -> Math.clamp(x, alpha, beta);
            case POW -> alpha * Math.pow(x, beta);
            case GELU_ERF -> 0.5 * x * (1 + errorFunction(x / Math.sqrt(2)));
            case ROUND -> Math.rint(x);
            case MISH -> x * Math.tanh(Math.log1p(Math.exp(x)));
            case HARDSWISH -> x * Math.clamp(alpha * x + beta, 0.0, 1.0);
        };
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /// The error function by Simpson's rule over its defining integral.
    private static double errorFunction(double x) {
        int steps = 2000;
        double width = x / steps;
        double sum = 1 + Math.exp(-x * x);
        for (int i = 1; i < steps; i++) {
            double at = i * width;
            sum += (i % 2 == 0 ? 2 : 4) * Math.exp(-at * at);
        }
        return 2 / Math.sqrt(Math.PI) * sum * width / 3;
    }
}
