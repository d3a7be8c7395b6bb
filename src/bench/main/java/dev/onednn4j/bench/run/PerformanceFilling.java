package dev.onednn4j.bench.run;

import dev.onednn4j.DataType;
import dev.onednn4j.bench.problem.DataTypes;
import dev.onednn4j.bench.reference.TensorElements;

import java.util.SplittableRandom;

/// Fills tensors for timing: evenly distributed values in a range that suits the type, the same
/// ones in every run.
public final class PerformanceFilling {
    private static final long SRC_SEED = 1;
    private static final long WEIGHTS_SEED = 2;
    private static final long BIAS_SEED = 3;
    private static final long DST_SEED = 4;
    private static final double LARGE = 1024;
    private static final double BF16_RANGE = 32;
    private static final double F16_RANGE = 8;
    private static final double S8_RANGE = 32;
    private static final double U8_LARGEST = 64;

    private PerformanceFilling() {}

    public static void fillSrc(TensorElements elements) {
        fill(elements, SRC_SEED, 1);
    }

    public static void fillWeights(TensorElements elements, DataTypes types) {
        fill(elements, WEIGHTS_SEED, types.needEvenWeights() ? 2 : 1);
    }

    static void fillBias(TensorElements elements) {
        fill(elements, BIAS_SEED, 1);
    }

    /// Fills the gradient by dst.
    static void fillDst(TensorElements elements) {
        fill(elements, DST_SEED, 1);
    }

    private static void fill(TensorElements elements, long seed, int factor) {
        SplittableRandom random = new SplittableRandom(seed);
        double largest = largest(elements.type()) / factor;
        double smallest = elements.type() == DataType.U8 ? 0 : -largest;
        for (long i = 0; i < elements.count(); i++) {
            double value = smallest + random.nextDouble() * (largest - smallest);
            elements.set(i, factor == 1 ? value : factor * Math.rint(value));
        }
    }

    private static double largest(DataType type) {
        return switch (type) {
            case BF16 -> BF16_RANGE;
            case F16 -> F16_RANGE;
            case S8 -> S8_RANGE;
            case U8 -> U8_LARGEST;
            default -> LARGE;
        };
    }
}
