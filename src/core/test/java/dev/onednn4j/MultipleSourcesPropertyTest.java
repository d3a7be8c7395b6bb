package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Sums and concatenations drawn at random against the definition: numbers of sources × axes ×
/// layouts × types × in place or not. Elements and scales are such that sums in f32 are exact:
/// results must agree to the last bit.
class MultipleSourcesPropertyTest {
    private static final int PROBLEMS = 500;
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
    private static final List<DataType> USUAL = List.of(DataType.F32, DataType.S8, DataType.U8);

    @Test
    void sumAgreesWithTheDefinition() {
        PropertyRun.of(61, PROBLEMS, USUAL, MultipleSourcesPropertyTest::sum);
    }

    @Test
    void concatAgreesWithTheDefinition() {
        PropertyRun.of(62, PROBLEMS, USUAL, MultipleSourcesPropertyTest::concat);
    }

    private static void sum(
            RandomTensors tensors, SplittableRandom random, PropertyRun.Asked asked) {
        long[] dims = tensors.dims(1, 5);
        boolean alike = random.nextBoolean();
        MemoryDescriptor to = tensors.layout(tensors.type(TYPES), dims);
        asked.types(to.dataType());
        Sum.Builder builder = Sum.forward(tensors.engine()).dst(to);
        List<Tensor> srcs = new ArrayList<>();
        double[] exact = new double[(int) to.elements()];
        int count = random.nextInt(1, 7);
        for (int j = 0; j < count; j++) {
            MemoryDescriptor from = alike ? to : tensors.layout(tensors.type(TYPES), dims);
            asked.types(from.dataType());
            float scale = random.nextInt(-4, 5) / 2f;
            builder.src(scale, from);
            Tensor src = tensors.filled(from);
            double[] elements = tensors.elements(src);
            for (int i = 0; i < exact.length; i++) {
                exact[i] += scale * elements[i];
            }
            srcs.add(src);
        }
        try (Sum sum = builder.build()) {
            Tensor dst = alike && random.nextBoolean() ? srcs.getFirst() : tensors.dirty(sum.dst());
            sum.execute(srcs, dst);
            check(tensors, exact, dst, sum);
        }
    }

    private static void concat(
            RandomTensors tensors, SplittableRandom random, PropertyRun.Asked asked) {
        long[] dims = tensors.dims(1, 5);
        int axis = random.nextInt(dims.length);
        boolean alike = random.nextBoolean();
        DataType type = tensors.type(TYPES);
        Concat.Builder builder = Concat.forward(tensors.engine()).axis(axis);
        List<Tensor> srcs = new ArrayList<>();
        int count = random.nextInt(1, 5);
        long along = 0;
        for (int j = 0; j < count; j++) {
            long[] part = dims.clone();
            part[axis] = random.nextInt(1, 20);
            along += part[axis];
            MemoryDescriptor from =
                    alike ? MemoryDescriptor.of(type, part) : tensors.layout(type, part);
            builder.src(from);
            srcs.add(tensors.filled(from));
        }
        dims[axis] = along;
        MemoryDescriptor to = tensors.layout(alike ? type : tensors.type(TYPES), dims);
        asked.types(type, to.dataType());
        if (random.nextBoolean()) {
            builder.dst(to);
        } else {
            builder.dst(to.dataType(), FormatTag.ANY);
        }
        try (Concat concat = builder.build()) {
            Tensor dst = tensors.dirty(concat.dst());
            concat.execute(srcs, dst);
            check(tensors, joined(tensors, srcs, dims, axis), dst, concat);
        }
    }

    private static double[] joined(
            RandomTensors tensors, List<Tensor> srcs, long[] dims, int axis) {
        int inner = 1;
        for (int d = axis + 1; d < dims.length; d++) {
            inner *= (int) dims[d];
        }
        int row = inner * (int) dims[axis];
        int all = row;
        for (int d = 0; d < axis; d++) {
            all *= (int) dims[d];
        }
        double[] joined = new double[all];
        int start = 0;
        for (Tensor src : srcs) {
            double[] elements = tensors.elements(src);
            int part = inner * (int) src.descriptor().dim(axis);
            for (int i = 0; i < elements.length; i++) {
                joined[i / part * row + start + i % part] = elements[i];
            }
            start += part;
        }
        return joined;
    }

    private static void check(
            RandomTensors tensors, double[] exact, Tensor dst, MultipleSources primitive) {
        double[] expected = new double[exact.length];
        for (int i = 0; i < exact.length; i++) {
            expected[i] = Stored.as(dst.descriptor().dataType(), exact[i]) + 0.0;
        }
        assertArrayEquals(expected, tensors.elements(dst), primitive::toString);
        tensors.assertNothingElseWritten(dst, primitive);
    }
}
