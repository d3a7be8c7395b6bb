package dev.onednn4j.bench;

import dev.onednn4j.DataType;

import java.util.SplittableRandom;

/// Fills tensors for comparison with small integers, the same ones in every run: so small that no
/// sum of their products reaches 2^24, up to which single precision holds every integer.
final class IntegerFilling {
    private static final double EXACT = 1 << 24;
    private static final int LARGEST_U8 = 8;
    private static final int LARGEST_BIAS = 8;
    private static final long SRC_SEED = 11;
    private static final long WEIGHTS_SEED = 12;
    private static final long DST_SEED = 13;
    private static final long BIAS_SEED = 14;

    private final ConvolutionProblem problem;
    private final DataTypes types;
    private final int limit;

    IntegerFilling(ConvolutionProblem problem, Direction direction, DataTypes types) {
        this.problem = problem;
        this.types = types;
        // Room for a bias is left by the factor.
        this.limit = (int) Math.max(1, Math.sqrt(0.9 * EXACT / terms(problem, direction)));
    }

    /// How many products the longest sum has.
    private static double terms(ConvolutionProblem problem, Direction direction) {
        double taps = 1;
        double outputs = problem.minibatch();
        for (SpatialAxis axis : problem.axes()) {
            taps *= axis.kernel();
            outputs *= axis.output();
        }
        return switch (direction) {
            case FWD_B, FWD_D, FWD_I -> taps * problem.inputChannels() / problem.groups();
            case BWD_D -> taps * problem.outputChannels() / problem.groups();
            case BWD_W, BWD_WB -> outputs;
        };
    }

    float[] src() {
        return fill(SRC_SEED, types.src(), 1, problem.srcDims());
    }

    /// Weights that are multiplied with signed bytes are even: without VNNI instructions oneDNN
    /// halves them, and loses the last bit.
    float[] weights() {
        boolean halved = types.weights() == DataType.S8 && types.src() == DataType.S8;
        return fill(WEIGHTS_SEED, types.weights(), halved ? 2 : 1, problem.weightsDims());
    }

    float[] dst() {
        return fill(DST_SEED, types.dst(), 1, problem.dstDims());
    }

    float[] bias() {
        SplittableRandom random = new SplittableRandom(BIAS_SEED);
        float[] values = new float[Math.toIntExact(problem.outputChannels())];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(-LARGEST_BIAS, LARGEST_BIAS + 1);
        }
        return values;
    }

    private float[] fill(long seed, DataType type, int factor, long[] dims) {
        long count = 1;
        for (long dim : dims) {
            count = Math.multiplyExact(count, dim);
        }
        float[] values = new float[Math.toIntExact(count)];
        SplittableRandom random = new SplittableRandom(seed);
        int largest = Math.max(1, Math.min(limit, largest(type)) / factor);
        int smallest = type == DataType.U8 ? 0 : -largest;
        for (int i = 0; i < values.length; i++) {
            values[i] = factor * random.nextInt(smallest, largest + 1);
        }
        return values;
    }

    private static int largest(DataType type) {
        return switch (type) {
            case BF16, F16, S8 -> 4;
            case U8 -> LARGEST_U8;
            default -> 32;
        };
    }
}
