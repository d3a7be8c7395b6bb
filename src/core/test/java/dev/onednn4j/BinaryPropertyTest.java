package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.onednn4j.internal.memory.ProblemTensor;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.SplittableRandom;

/// Functions of two tensors drawn at random against the definition: broadcasts × layouts × types ×
/// in place or not × scales × post-ops. One operation on numbers that f32 holds exactly is rounded
/// once, so that results must agree to the last bit.
class BinaryPropertyTest {
    private static final int PROBLEMS = 120;
    private static final List<DataType> TYPES =
            List.of(
                    DataType.F32,
                    DataType.F32,
                    DataType.F32,
                    DataType.BF16,
                    DataType.F16,
                    DataType.S8,
                    DataType.U8,
                    DataType.S32);
    private static final float SCALE_0 = 0.5f;
    private static final float SCALE_1 = 2;

    @ParameterizedTest
    @EnumSource
    void agreesWithTheDefinition(BinaryAlgorithm algorithm) {
        PropertyRun.of(
                algorithm.name().hashCode(),
                PROBLEMS,
                List.of(DataType.F32, DataType.S8, DataType.U8),
                (tensors, random, asked) -> run(tensors, random, asked, algorithm));
    }

    private static void run(
            RandomTensors tensors,
            SplittableRandom random,
            PropertyRun.Asked asked,
            BinaryAlgorithm algorithm) {
        long[] dims = tensors.dims(1, 5);
        long[] spread = dims.clone();
        for (int d = 0; d < dims.length; d++) {
            spread[d] = random.nextInt(3) == 0 ? 1 : dims[d];
        }
        boolean first = random.nextInt(4) == 0;
        boolean oneType = random.nextBoolean();
        DataType type = tensors.type(TYPES);
        MemoryDescriptor from0 = tensors.layout(type, first ? spread : dims);
        DataType type1 = oneType ? type : tensors.type(TYPES);
        DataType type2 = oneType ? type : tensors.type(TYPES);
        // Bytes in different layouts are refused: see BinaryTest.
        boolean free = !isByte(type) && !isByte(type1) && !isByte(type2);
        boolean usual = FormatTag.names().contains(from0.layout());
        if (!free && !usual) {
            from0 = MemoryDescriptor.of(type, from0.dims());
        }
        asked.unusual(first || !from0.isPlain() || ProblemTensor.of(from0).hasGaps());
        MemoryDescriptor from1 = layout(tensors, free, from0, type1, first ? dims : spread);
        boolean alike = !first && random.nextBoolean();
        MemoryDescriptor to = alike ? from0 : layout(tensors, free, from0, type2, dims);
        boolean scaled = random.nextInt(3) == 0;
        boolean relu = random.nextInt(3) == 0;
        asked.types(from0.dataType(), from1.dataType(), to.dataType());
        Attributes attributes =
                relu ? Attributes.none().postOps(PostOps.relu()) : Attributes.none();
        RuntimeArguments named = RuntimeArguments.none();
        if (scaled) {
            attributes =
                    attributes
                            .scales(QuantizedArgument.SRC, Granularity.COMMON)
                            .scales(QuantizedArgument.SRC_1, Granularity.COMMON);
            MemoryDescriptor one = MemoryDescriptor.of(DataType.F32, 1);
            named =
                    RuntimeArguments.of("src_scales", tensors.filled(one, () -> SCALE_0))
                            .and("src_1_scales", tensors.filled(one, () -> SCALE_1));
        }
        try (Binary binary =
                Binary.forward(tensors.engine())
                        .algorithm(algorithm)
                        .src0(from0)
                        .src1(from1)
                        .dst(to)
                        .attributes(attributes)
                        .build()) {
            Tensor src0 = tensors.filled(from0);
            Tensor src1 =
                    algorithm == BinaryAlgorithm.DIV
                            ? tensors.filled(from1, () -> random.nextInt(1, 9))
                            : tensors.filled(from1);
            double[] x = tensors.elements(src0);
            double[] y = tensors.elements(src1);
            Tensor dst = alike && random.nextBoolean() ? src0 : tensors.dirty(binary.dst());
            binary.execute(src0, src1, dst, named);
            double[] expected = new double[(int) to.elements()];
            for (int i = 0; i < expected.length; i++) {
                double result =
                        value(
                                algorithm,
                                x[place(i, dims, from0)] * (scaled ? SCALE_0 : 1),
                                y[place(i, dims, from1)] * (scaled ? SCALE_1 : 1));
                expected[i] = Stored.as(to.dataType(), relu ? Math.max(result, 0) : result) + 0.0;
            }
            assertArrayEquals(expected, tensors.elements(dst), binary::toString);
            tensors.assertNothingElseWritten(dst, binary);
        }
    }

    private static boolean isByte(DataType type) {
        return type == DataType.S8 || type == DataType.U8;
    }

    private static MemoryDescriptor layout(
            RandomTensors tensors,
            boolean free,
            MemoryDescriptor other,
            DataType type,
            long... dims) {
        return free ? tensors.layout(type, dims) : tensors.layoutLike(other, type, dims);
    }

    /// Where the element of an operand is that belongs to an element of the result.
    static int place(int element, long[] dims, MemoryDescriptor operand) {
        int place = 0;
        int step = 1;
        for (int d = dims.length - 1; d >= 0; d--) {
            int index = element % (int) dims[d];
            element /= (int) dims[d];
            place += operand.dim(d) == 1 ? 0 : index * step;
            step *= (int) operand.dim(d);
        }
        return place;
    }

    private static double value(BinaryAlgorithm algorithm, double x, double y) {
        return switch (algorithm) {
            case ADD -> x + y;
            case MUL -> x * y;
            case MAX -> Math.max(x, y);
            case MIN -> Math.min(x, y);
            case DIV -> x / y;
            case SUB -> x - y;
            case GE -> x >= y ? 1 : 0;
            case GT -> x > y ? 1 : 0;
            case LE -> x <= y ? 1 : 0;
            case LT -> x < y ? 1 : 0;
            case EQ -> x == y ? 1 : 0;
            case NE -> x != y ? 1 : 0;
        };
    }
}
