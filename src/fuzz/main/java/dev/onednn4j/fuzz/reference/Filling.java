package dev.onednn4j.fuzz.reference;

import dev.onednn4j.BinaryAlgorithm;
import dev.onednn4j.DataType;
import dev.onednn4j.EltwiseAlgorithm;
import dev.onednn4j.FpmathMode;
import dev.onednn4j.fuzz.memory.Elements;
import dev.onednn4j.fuzz.problem.FuzzProblem;
import dev.onednn4j.fuzz.problem.Kind;
import dev.onednn4j.fuzz.problem.Numbers;
import dev.onednn4j.fuzz.problem.Pass;
import dev.onednn4j.fuzz.problem.PostOpSpec;
import dev.onednn4j.fuzz.problem.SlidingSizes;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/// Draws the elements of tensors: small integers where sums shall be exact, powers of 2 where
/// something is scaled, what a function is defined for.
public final class Filling {
    private static final double LARGEST_SUM = 0x1p22;
    private static final int USUAL = 8;
    private static final int WIDE = 300;
    private static final double[] SCALES = {0.25, 0.5, 1, 2, 4};
    private static final double[] NO_NUMBERS = {
        Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
    };

    private final FuzzProblem problem;

    /// The filling of a problem, by its seed.
    public Filling(FuzzProblem problem) {
        this.problem = problem;
    }

    /// The elements of a tensor, as they are stored.
    ///
    /// @param name of the tensor in the problem or among the runtime arguments
    public double[] of(String name, DataType type, long[] dims) {
        SplittableRandom random =
                new SplittableRandom(problem.data().seed() * 31 + name.hashCode());
        double[] values = new double[Math.toIntExact(Numbers.product(dims))];
        DoubleSupplier source = source(name, type, random);
        for (int i = 0; i < values.length; i++) {
            values[i] = Elements.stored(type, source.getAsDouble());
        }
        if (isPlanted(name) && Elements.isFloating(type)) {
            plant(values, dims, random);
        }
        return values;
    }

    /// Some tensors cannot have NaN: which of several elements is the largest cannot be told where
    /// one is NaN, and what is multiplied with padding may be NaN then, as NaN · 0 is.
    private boolean isPlanted(String name) {
        if (!name.equals(problem.data().planted())) {
            return false;
        }
        if (problem.kind() == Kind.POOLING) {
            return problem.pass().isForward() || !name.equals("src");
        }
        if (!(problem.sizes() instanceof SlidingSizes sliding)) {
            return true;
        }
        // A gradient by weights multiplies the padding of one tensor with elements of the other.
        String padded = sliding.transposed() ? "dst" : "src";
        boolean multiplied =
                name.equals("weights")
                        || (problem.pass() == Pass.BACKWARD_WEIGHTS
                                && sliding.isPadded()
                                && !name.equals(padded));
        return !multiplied;
    }

    /// Makes some elements, or a slice of them, NaN or infinite.
    private static void plant(double[] values, long[] dims, SplittableRandom random) {
        double noNumber = NO_NUMBERS[random.nextInt(NO_NUMBERS.length)];
        if (random.nextBoolean()) {
            for (int n = random.nextInt(1, 4); n > 0; n--) {
                values[random.nextInt(values.length)] = noNumber;
            }
            return;
        }
        int dimension = random.nextInt(dims.length);
        int slice = random.nextInt((int) dims[dimension]);
        int[] along = Places.along(dims, dimension);
        for (int i = 0; i < values.length; i++) {
            if (along[i] == slice) {
                values[i] = noNumber;
            }
        }
    }

    private DoubleSupplier source(String name, DataType type, SplittableRandom random) {
        if (name.endsWith("_scales")) {
            return () -> SCALES[random.nextInt(SCALES.length)];
        }
        if (name.endsWith("_zero_points")) {
            return () -> random.nextInt(-4, 5);
        }
        if (name.startsWith("condition")) {
            return () -> random.nextInt(2);
        }
        if (name.startsWith("operand")) {
            int index = Integer.parseInt(name.substring("operand".length()));
            return isDivisor(index)
                    ? () -> 1 << random.nextInt(3)
                    : integers(type, USUAL, 1, random);
        }
        return switch (name) {
            case "mean" -> () -> random.nextInt(-8, 9) / 8.0;
            case "variance" -> () -> random.nextInt(4, 17) / 4.0;
            case "scale", "shift" -> () -> random.nextInt(-8, 9) / 4.0;
            case "rounding_seed" -> () -> random.nextInt(1000);
            default -> operand(name, type, random);
        };
    }

    private boolean isDivisor(int index) {
        return problem.attributes().postOps().get(index) instanceof PostOpSpec.WithTensor binary
                && binary.algorithm() == BinaryAlgorithm.DIV;
    }

    private DoubleSupplier operand(String name, DataType type, SplittableRandom random) {
        if (problem.kind().isWeighted()) {
            return weighted(name, type, random);
        }
        if (problem.kind() == Kind.ELTWISE && !name.startsWith("diff")) {
            return eltwise(name, type, random);
        }
        if (problem.kind() == Kind.SOFTMAX && name.equals("dst")) {
            return () -> random.nextInt(-8, 9) / 8.0;
        }
        if (problem.kind() == Kind.BINARY
                && name.equals("src1")
                && problem.option("alg").equals("div")) {
            return () -> random.nextInt(1, 9);
        }
        return integers(type, USUAL, 1, random);
    }

    private DoubleSupplier weighted(String name, DataType type, SplittableRandom random) {
        boolean rounds = problem.attributes().roundsSums();
        int small = rounds ? 1 : USUAL;
        if (name.equals("bias")) {
            return integers(type, small, 1, random);
        }
        String second = problem.pass() == Pass.BACKWARD_WEIGHTS ? "dst" : "weights";
        boolean strict = problem.attributes().fpmath() == FpmathMode.STRICT && !rounds;
        boolean wide =
                strict
                        && !name.equals(second)
                        && (type == DataType.F32 || type == DataType.F64)
                        && Math.max(1, terms()) * small * WIDE < LARGEST_SUM;
        // Without VNNI, oneDNN halves weights that are multiplied with s8.
        boolean even =
                name.equals("weights")
                        && problem.pass().isForward()
                        && problem.type("src") == DataType.S8;
        return integers(type, wide ? WIDE : small, even ? 2 : 1, random);
    }

    /// The products that an element of the result is the sum of.
    private double terms() {
        String result =
                switch (problem.pass()) {
                    case INFERENCE, TRAINING -> "dst";
                    case BACKWARD_DATA -> "src";
                    case BACKWARD_WEIGHTS -> "weights";
                };
        return (double) problem.sizes().cost()
                / Math.max(1, Numbers.product(problem.sizes().dims(result)));
    }

    private DoubleSupplier eltwise(String name, DataType type, SplittableRandom random) {
        if (!Elements.isFloating(type)) {
            return integers(type, USUAL, 1, random);
        }
        EltwiseFormula formula = EltwiseDefinition.formula(problem);
        DoubleSupplier argument =
                () -> {
                    double magnitude = random.nextDouble(0.1, 6);
                    int kind = random.nextInt(8);
                    return formula.isForPositive() || kind > 3
                            ? magnitude
                            : kind == 0 ? 0 : -magnitude;
                };
        if (problem.pass().isForward()) {
            return argument;
        }
        boolean fromResult = name.equals("dst");
        return () -> {
            double value;
            int tries = 0;
            do {
                double x = argument.getAsDouble();
                value = fromResult ? formula.value(x) : x;
            } while (tries++ < 50 && isUnsure(formula, value, fromResult));
            return value;
        };
    }

    private static boolean isUnsure(EltwiseFormula formula, double value, boolean fromResult) {
        boolean root = formula.algorithm() == EltwiseAlgorithm.SQRT_USE_DST_FOR_BWD;
        return formula.hasKinkNear(value) || (fromResult && root && value < 0.05);
    }

    private static DoubleSupplier integers(
            DataType type, int range, int step, SplittableRandom random) {
        int most = Math.max(1, range / step);
        int least = type == DataType.U8 ? 0 : -most;
        return () -> (double) random.nextInt(least, most + 1) * step;
    }

    /// What no result is, to find elements that are not written.
    public static double[] poison(DataType type, int count) {
        double[] values = new double[count];
        Arrays.fill(
                values,
                switch (type) {
                    case S8 -> Byte.MIN_VALUE;
                    case U8 -> 0xdb;
                    case S32 -> Integer.MIN_VALUE;
                    default -> Double.NaN;
                });
        return values;
    }
}
