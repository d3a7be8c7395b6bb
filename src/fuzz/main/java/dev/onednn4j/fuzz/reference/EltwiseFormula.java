package dev.onednn4j.fuzz.reference;

import dev.onednn4j.EltwiseAlgorithm;

/// An element-wise function by its formula, its derivative, and how wrong either may be in f32.
///
/// How wrong a result may be is reckoned from what it is computed of: each of the few operations of
/// a formula, the polynomial of an exponential among them, is wrong by half a unit in the last
/// place of f32, relative to the largest number in between; and the argument of the function by as
/// much, which the derivative carries on.
public record EltwiseFormula(EltwiseAlgorithm algorithm, float alpha, float beta) {
    /// Half the distance from 1 to the next f32: what one operation in f32 is wrong by, relatively.
    static final double EPSILON = Math.ulp(1f) / 2;

    /// What the logarithm may be wrong by: half a unit of 127 · log 2, which an implementation
    /// takes off at the end.
    static final double LOGARITHM = Math.ulp(88f) / 2;

    private static final int OPERATIONS = 32;

    /// The step of numeric derivatives: their error, of the order of its square, is far below f32.
    private static final double STEP = 1e-4;

    /// The value.
    public double value(double x) {
        return switch (algorithm) {
            case RELU, RELU_USE_DST_FOR_BWD -> x > 0 ? x : alpha * x;
            case TANH, TANH_USE_DST_FOR_BWD -> Math.tanh(x);
            case ELU, ELU_USE_DST_FOR_BWD -> x > 0 ? x : alpha * Math.expm1(x);
            case SQUARE -> x * x;
            case ABS -> Math.abs(x);
            case SQRT, SQRT_USE_DST_FOR_BWD -> Math.sqrt(x);
            case LINEAR -> (double) alpha * x + beta;
            case SOFT_RELU -> softRelu(x);
            case HARDSIGMOID -> limited(x);
            case LOGISTIC, LOGISTIC_USE_DST_FOR_BWD -> logistic(x);
            case EXP, EXP_USE_DST_FOR_BWD -> Math.exp(x);
            case GELU_TANH ->
                    0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
            case SWISH -> x * logistic(alpha * x);
            case LOG -> Math.log(x);
            case CLIP, CLIP_V2, CLIP_V2_USE_DST_FOR_BWD -> Math.max(alpha, Math.min(beta, x));
            case POW -> alpha * Math.pow(x, beta);
            case GELU_ERF -> 0.5 * x * (1 + ErrorFunction.of(x / Math.sqrt(2)));
            case ROUND -> Math.rint(x);
            case MISH -> x * Math.tanh(x > 30 ? x : Math.log1p(Math.exp(x)));
            case HARDSWISH -> x * limited(x);
        };
    }

    private double softRelu(double x) {
        double scaled = (double) alpha * x;
        return (scaled > 30 ? scaled : Math.log1p(Math.exp(scaled))) / alpha;
    }

    private double limited(double x) {
        return Math.max(0, Math.min(1, (double) alpha * x + beta));
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /// Whether it takes one operation or two, which are exact where f32 holds the result.
    boolean isExact() {
        return switch (algorithm) {
            case RELU,
                    RELU_USE_DST_FOR_BWD,
                    SQUARE,
                    ABS,
                    CLIP,
                    CLIP_V2,
                    CLIP_V2_USE_DST_FOR_BWD,
                    ROUND ->
                    true;
            case LINEAR -> alpha == Math.rint(alpha) && beta == Math.rint(beta);
            default -> false;
        };
    }

    /// How wrong the value may be.
    public double tolerance(double x) {
        if (isExact()) {
            return 0;
        }
        double slope = numeric(x);
        double carried = Double.isNaN(slope) ? 0 : Math.abs(x * slope);
        return OPERATIONS * EPSILON * (Math.abs(value(x)) + carried + between(x));
    }

    /// The derivative.
    ///
    /// @param given the argument, or the value where the algorithm takes that
    double derivative(double given) {
        return switch (algorithm) {
            case RELU_USE_DST_FOR_BWD -> given > 0 ? 1 : alpha;
            case TANH_USE_DST_FOR_BWD -> 1 - given * given;
            case ELU_USE_DST_FOR_BWD -> given > 0 ? 1 : given + alpha;
            case SQRT_USE_DST_FOR_BWD -> 1 / (2 * given);
            case LOGISTIC_USE_DST_FOR_BWD -> given * (1 - given);
            case EXP_USE_DST_FOR_BWD -> given;
            case CLIP_V2_USE_DST_FOR_BWD -> given > alpha && given < beta ? 1 : 0;
            default -> numeric(given);
        };
    }

    /// How wrong the derivative may be.
    double derivativeTolerance(double given) {
        double carried = 0;
        if (!algorithm.usesDst()) {
            double curvature =
                    (value(given + STEP) - 2 * value(given) + value(given - STEP)) / STEP / STEP;
            carried = Math.abs(given * curvature);
        }
        return OPERATIONS * EPSILON * (Math.abs(derivative(given)) + carried + between(given))
                + 10 * STEP * STEP * (carried + 1);
    }

    private double numeric(double x) {
        return (value(x + STEP) - value(x - STEP)) / (2 * STEP);
    }

    /// Whether the derivative jumps near a number.
    boolean hasKinkNear(double x) {
        return switch (algorithm) {
            case RELU, ABS, ELU, RELU_USE_DST_FOR_BWD, ELU_USE_DST_FOR_BWD -> isNear(x, 0);
            case CLIP, CLIP_V2, CLIP_V2_USE_DST_FOR_BWD -> isNear(x, alpha) || isNear(x, beta);
            case HARDSIGMOID, HARDSWISH ->
                    isNear(alpha * x + beta, 0) || isNear(alpha * x + beta, 1);
            default -> false;
        };
    }

    private static boolean isNear(double x, double kink) {
        return Math.abs(x - kink) < 0.05;
    }

    /// Whether it is defined for positive numbers alone.
    boolean isForPositive() {
        return switch (algorithm) {
            case SQRT, SQRT_USE_DST_FOR_BWD, LOG, POW -> true;
            default -> false;
        };
    }

    /// The largest number from which something of its own size is taken away on the way to the
    /// value or the derivative: 1 in 1 + tanh, α in α(eˣ − 1), β in αx + β.
    private double between(double x) {
        return switch (algorithm) {
            case ELU, ELU_USE_DST_FOR_BWD -> Math.abs(alpha);
            case LINEAR, HARDSIGMOID, HARDSWISH ->
                    (Math.abs(alpha * x) + Math.abs(beta)) * (1 + Math.abs(x));
            case GELU_TANH, GELU_ERF, SWISH, MISH -> 1 + Math.abs(x);
            case TANH, TANH_USE_DST_FOR_BWD, LOGISTIC, LOGISTIC_USE_DST_FOR_BWD -> 1;
            case SOFT_RELU -> (1 + Math.abs(x)) * Math.max(1, 1 / Math.abs(alpha));
            case LOG -> Math.abs(value(x)) + 1 + LOGARITHM / EPSILON / OPERATIONS;
            default -> 0;
        };
    }
}
