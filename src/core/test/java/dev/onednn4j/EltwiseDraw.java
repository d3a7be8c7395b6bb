package dev.onednn4j;

import java.util.random.RandomGenerator;

/// An element-wise function with parameters and arguments drawn at random, its value, its
/// derivative, and how wrong either may be in f32.
final class EltwiseDraw {
    /// Operations in f32 that are wrong by half a unit in the last place each: the longest formula,
    /// GELU's, has about this many, its exponential's polynomial included.
    private static final int OPERATIONS = 16;

    /// The step of numeric derivatives: their error, of the order of its square, is far below f32.
    private static final double STEP = 1e-4;

    private final EltwiseAlgorithm algorithm;
    private final RandomGenerator random;
    private final float alpha;
    private final float beta;

    EltwiseDraw(EltwiseAlgorithm algorithm, RandomGenerator random) {
        this.algorithm = algorithm;
        this.random = random;
        this.alpha =
                switch (algorithm) {
                    case CLIP, CLIP_V2, CLIP_V2_USE_DST_FOR_BWD -> -1.3f;
                    case SOFT_RELU, SWISH -> 0.7f;
                    case HARDSIGMOID, HARDSWISH -> 0.3f;
                    default -> random.nextInt(2) == 0 ? 0.3f : 1.7f;
                };
        this.beta =
                switch (algorithm) {
                    case CLIP, CLIP_V2, CLIP_V2_USE_DST_FOR_BWD -> 1.9f;
                    case POW -> random.nextInt(-2, 4) / 2f;
                    default -> 0.45f;
                };
    }

    float alpha() {
        return alpha;
    }

    float beta() {
        return beta;
    }

    /// An argument that the function is defined at.
    double argument() {
        double magnitude = random.nextDouble(0.1, 6);
        return switch (algorithm) {
            case SQRT, SQRT_USE_DST_FOR_BWD, LOG, POW -> magnitude;
            default -> random.nextInt(8) == 0 ? 0 : random.nextBoolean() ? magnitude : -magnitude;
        };
    }

    /// An argument at which the function has a derivative, now and when it is rounded.
    double smoothArgument() {
        double x;
        do {
            x = argument();
        } while (isNear(x, 0) || hasKinkNear(x));
        return x;
    }

    private boolean hasKinkNear(double x) {
        return switch (algorithm) {
            case CLIP, CLIP_V2 -> isNear(x, alpha) || isNear(x, beta);
            case HARDSIGMOID, HARDSWISH ->
                    isNear(alpha * x + beta, 0) || isNear(alpha * x + beta, 1);
            default -> false;
        };
    }

    private static boolean isNear(double x, double kink) {
        return Math.abs(x - kink) < 0.05;
    }

    /// A value of the function, away from where the derivative jumps.
    double result() {
        double y;
        do {
            y = value(argument());
        } while (isNear(y, 0) || isNear(y, alpha) || isNear(y, beta));
        return y;
    }

    double value(double x) {
        return EltwiseFormulas.apply(algorithm, alpha, beta, x);
    }

    /// How wrong the value may be.
    double tolerance(double x) {
        double carried = isSmooth() ? Math.abs(x * numeric(x)) : 0;
        return OPERATIONS * Stored.EPSILON * (Math.abs(value(x)) + carried + between(x));
    }

    /// The derivative, from the value where the algorithm says so.
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
        return OPERATIONS
                        * Stored.EPSILON
                        * (Math.abs(derivative(given)) + carried + between(given))
                + STEP * STEP * carried;
    }

    private double numeric(double x) {
        return (value(x + STEP) - value(x - STEP)) / (2 * STEP);
    }

    private boolean isSmooth() {
        return algorithm != EltwiseAlgorithm.ROUND;
    }

    /// The largest number from which something of its own size is taken away on the way to the
    /// value or the derivative: 1 in 1 + tanh, α in α(eˣ − 1), β in αx + β.
    private double between(double x) {
        return switch (algorithm) {
            case ELU, ELU_USE_DST_FOR_BWD -> alpha;
            case LINEAR, HARDSIGMOID, HARDSWISH -> (Math.abs(alpha * x) + beta) * (1 + Math.abs(x));
            case GELU_TANH, GELU_ERF, SWISH, MISH -> 1 + Math.abs(x);
            case TANH, TANH_USE_DST_FOR_BWD, LOGISTIC, LOGISTIC_USE_DST_FOR_BWD, SOFT_RELU -> 1;
            case LOG -> Math.abs(value(x)) + 1 + Stored.LOGARITHM / Stored.EPSILON / OPERATIONS;
            default -> 0;
        };
    }
}
