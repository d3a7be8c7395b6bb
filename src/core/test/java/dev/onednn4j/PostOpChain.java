package dev.onednn4j;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;

/// A chain of post-operations twice: as the library takes it, and as the definition in double
/// precision. Operands are small integers, and so is every result, so that f32 is exact.
final class PostOpChain {
    /// One operation by its definition.
    ///
    /// @see #apply
    private interface Step {
        double apply(double x, int index);
    }

    private static final double EXACT = 1 << 20;

    private final Arena arena;
    private final RandomGenerator random;
    private final long[] dims;
    private final float[] before;
    private final List<Step> steps = new ArrayList<>();
    private final Map<String, Tensor> operands = new HashMap<>();
    private PostOps postOps = PostOps.none();
    private double bound = 1e5;
    private int preluMask = -1;

    /// @param dims the dimensions of dst
    /// @param before what dst holds before, in the order of its dimensions
    PostOpChain(Arena arena, RandomGenerator random, long[] dims, float[] before) {
        this.arena = arena;
        this.random = random;
        this.dims = dims.clone();
        this.before = before;
    }

    PostOps postOps() {
        return postOps;
    }

    int length() {
        return steps.size();
    }

    double[] apply(double[] sums) {
        double[] results = sums.clone();
        for (int i = 0; i < results.length; i++) {
            for (Step step : steps) {
                results[i] = step.apply(results[i], i);
            }
        }
        return results;
    }

    /// The operands as the primitive wants them.
    RuntimeArguments pack(Primitive primitive, RuntimeArguments others) {
        RuntimeArguments all = others;
        for (Map.Entry<String, Tensor> operand : operands.entrySet()) {
            String name = operand.getKey();
            MemoryDescriptor wanted =
                    Objects.requireNonNull(primitive.runtimeArguments().get(name), name);
            all =
                    all.and(
                            name,
                            PropertyData.inLayout(
                                    primitive.engine(), operand.getValue(), wanted, arena));
        }
        return all;
    }

    PostOpChain sum(float scale, int zeroPoint) {
        postOps = zeroPoint == 0 ? postOps.sum(scale) : postOps.sum(scale, zeroPoint);
        steps.add((x, i) -> x + scale * (before[i] - (double) zeroPoint));
        bound += Math.abs(scale) * (8 + Math.abs(zeroPoint));
        return this;
    }

    /// What dst holds is read as another type of 8 bits.
    PostOpChain sum(float scale, int zeroPoint, DataType type) {
        postOps = postOps.sum(scale, zeroPoint, type);
        steps.add(
                (x, i) -> {
                    int bits = (int) before[i];
                    int value = type == DataType.U8 ? bits & 255 : (byte) bits;
                    return x + scale * (value - (double) zeroPoint);
                });
        bound += Math.abs(scale) * (256 + Math.abs(zeroPoint));
        return this;
    }

    PostOpChain eltwise(EltwiseAlgorithm algorithm, float alpha, float beta) {
        postOps = postOps.eltwise(algorithm, alpha, beta);
        steps.add((x, i) -> EltwiseFormulas.apply(algorithm, alpha, beta, x));
        bound =
                switch (algorithm) {
                    case CLIP, CLIP_V2, HARDSIGMOID ->
                            Math.max(1, Math.max(Math.abs(alpha), Math.abs(beta)));
                    case SQUARE -> bound * bound;
                    case LINEAR -> bound * Math.abs(alpha) + Math.abs(beta);
                    default -> bound * Math.max(1, Math.abs(alpha));
                };
        return this;
    }

    /// @param mask bit d is set where the operand has more than one element in dimension d
    /// @param tag its layout
    PostOpChain binary(BinaryAlgorithm algorithm, DataType type, int mask, FormatTag tag) {
        Tensor operand = operand(mask, type == DataType.U8, algorithm == BinaryAlgorithm.DIV);
        String name = "operand" + steps.size();
        MemoryDescriptor descriptor =
                MemoryDescriptor.of(type, operand.descriptor().dims()).with(tag);
        postOps = postOps.binary(algorithm, name, descriptor);
        operands.put(name, operand);
        float[] values = operand.toArray();
        steps.add((x, i) -> combine(algorithm, x, values[place(mask, i)]));
        bound = algorithm == BinaryAlgorithm.MUL ? bound * 8 : bound + 8;
        return this;
    }

    PostOpChain select(int mask, int conditionMask, FormatTag tag, FormatTag conditionTag) {
        Tensor operand = operand(mask, false, false);
        Tensor condition = operand(conditionMask, true, false);
        float[] holds = condition.toArray();
        for (int i = 0; i < holds.length; i++) {
            holds[i] = holds[i] > 4 ? 1 : 0;
        }
        condition.copyFrom(holds);
        String name = "operand" + steps.size();
        String conditionName = "condition" + steps.size();
        postOps =
                postOps.select(
                        name,
                        operand.descriptor().with(tag),
                        conditionName,
                        MemoryDescriptor.of(DataType.S8, condition.descriptor().dims())
                                .with(conditionTag));
        operands.put(name, operand);
        operands.put(conditionName, condition);
        float[] values = operand.toArray();
        steps.add((x, i) -> holds[place(conditionMask, i)] != 0 ? x : values[place(mask, i)]);
        bound = Math.max(bound, 8);
        return this;
    }

    PostOpChain prelu(int mask) {
        Tensor slopes = operand(mask, false, false);
        String name = "slopes" + steps.size();
        postOps = postOps.prelu(name, mask);
        operands.put(name, slopes);
        float[] values = slopes.toArray();
        steps.add((x, i) -> x > 0 ? x : values[place(mask, i)] * x);
        bound *= 8;
        return this;
    }

    /// One operation drawn at random, or one that keeps the next one exact.
    void addRandom(boolean withSum) {
        if (bound > EXACT) {
            eltwise(EltwiseAlgorithm.CLIP, -50, 60);
            return;
        }
        int all = 1 << dims.length;
        switch (random.nextInt(withSum ? 10 : 9)) {
            case 0 -> eltwise(EltwiseAlgorithm.RELU, random.nextInt(3), 0);
            case 1 -> eltwise(EltwiseAlgorithm.LINEAR, random.nextInt(-2, 3), 3);
            case 2 -> eltwise(EltwiseAlgorithm.ABS, 0, 0);
            case 3 -> eltwise(EltwiseAlgorithm.CLIP_V2, -random.nextInt(99), 70);
            case 4 -> {
                eltwise(EltwiseAlgorithm.CLIP, -40, 40);
                eltwise(EltwiseAlgorithm.SQUARE, 0, 0);
            }
            case 5 -> {
                // Two different masks in a chain go wrong in oneDNN's portable code.
                if (preluMask < 0 && dims.length > 5) {
                    preluMask = 0;
                }
                if (preluMask < 0) {
                    preluMask = random.nextBoolean() ? 2 : random.nextInt(all);
                }
                prelu(preluMask);
            }
            case 6, 7, 8 -> {
                BinaryAlgorithm[] algorithms = BinaryAlgorithm.values();
                BinaryAlgorithm algorithm = algorithms[random.nextInt(algorithms.length)];
                DataType[] types = {DataType.F32, DataType.S32, DataType.S8, DataType.U8};
                int mask = random.nextInt(all);
                binary(algorithm, types[random.nextInt(types.length)], mask, layout(mask));
                if (algorithm == BinaryAlgorithm.DIV) {
                    eltwise(EltwiseAlgorithm.ROUND, 0, 0);
                }
            }
            default -> sum(random.nextInt(1, 4), 0);
        }
    }

    private FormatTag layout(int mask) {
        return Integer.bitCount(mask) > 1 && random.nextBoolean()
                ? FormatTag.ANY
                : TestLayouts.plain(dims.length);
    }

    private Tensor operand(int mask, boolean unsigned, boolean divisor) {
        long[] own = dims.clone();
        for (int d = 0; d < own.length; d++) {
            own[d] = (mask >> d & 1) == 0 ? 1 : own[d];
        }
        Tensor tensor = Tensor.allocate(arena, MemoryDescriptor.of(DataType.F32, own));
        float[] values = new float[(int) tensor.descriptor().elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = divisor ? 1 << random.nextInt(3) : random.nextInt(unsigned ? 0 : -8, 9);
        }
        return tensor.copyFrom(values);
    }

    /// Where the element for a place of dst is in a plain operand.
    private int place(int mask, int index) {
        int place = 0;
        int step = 1;
        for (int d = dims.length - 1; d >= 0; d--) {
            int size = (int) dims[d];
            if ((mask >> d & 1) != 0) {
                place += index % size * step;
                step *= size;
            }
            index /= size;
        }
        return place;
    }

    private static double combine(BinaryAlgorithm algorithm, double x, double y) {
        return switch (algorithm) {
            case ADD -> x + y;
            case SUB -> x - y;
            case MUL -> x * y;
            case DIV -> x / y;
            case MAX -> Math.max(x, y);
            case MIN -> Math.min(x, y);
            case GE -> x >= y ? 1 : 0;
            case GT -> x > y ? 1 : 0;
            case LE -> x <= y ? 1 : 0;
            case LT -> x < y ? 1 : 0;
            case EQ -> x == y ? 1 : 0;
            case NE -> x != y ? 1 : 0;
        };
    }
}
