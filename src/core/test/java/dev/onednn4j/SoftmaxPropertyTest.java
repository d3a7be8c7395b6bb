package dev.onednn4j;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.SplittableRandom;

/// Softmaxes and their gradients drawn at random against the formulas: ranks × axes × layouts ×
/// types × in place or not × scales and post-ops.
class SoftmaxPropertyTest {
    private static final int PROBLEMS = 400;
    private static final List<DataType> FLOATS =
            List.of(DataType.F32, DataType.F32, DataType.BF16, DataType.F16);
    private static final List<DataType> ALL =
            List.of(
                    DataType.F32,
                    DataType.F32,
                    DataType.BF16,
                    DataType.F16,
                    DataType.S8,
                    DataType.U8);
    private static final float SRC_SCALE = 0.5f;
    private static final float DST_SCALE = 0.25f;

    @ParameterizedTest
    @EnumSource
    void forwardAgreesWithTheFormula(SoftmaxAlgorithm algorithm) {
        PropertyRun.of(
                31,
                PROBLEMS,
                List.of(DataType.F32, DataType.S8, DataType.U8),
                (tensors, random, asked) -> forward(tensors, random, asked, algorithm));
    }

    @ParameterizedTest
    @EnumSource
    void backwardAgreesWithTheDerivative(SoftmaxAlgorithm algorithm) {
        PropertyRun.of(
                32,
                PROBLEMS,
                List.of(DataType.F32),
                (tensors, random, asked) -> backward(tensors, random, asked, algorithm));
    }

    private static void forward(
            RandomTensors tensors,
            SplittableRandom random,
            PropertyRun.Asked asked,
            SoftmaxAlgorithm algorithm) {
        DataType type = tensors.type(ALL);
        MemoryDescriptor from = tensors.layout(type, tensors.dims(1, 5));
        boolean alike = random.nextBoolean();
        DataType result = alike ? type : tensors.type(ALL);
        MemoryDescriptor to = alike ? from : tensors.layout(result, from.dims());
        asked.types(from.dataType());
        asked.types(to.dataType());
        boolean scaled = isInteger(type) || isInteger(result);
        boolean doubled = random.nextInt(3) == 0;
        int axis = random.nextInt(from.ndims());
        try (Softmax softmax =
                Softmax.forward(tensors.engine())
                        .algorithm(algorithm)
                        .axis(axis)
                        .src(from)
                        .dst(to)
                        .attributes(attributes(scaled, doubled))
                        .build()) {
            Tensor src = tensors.filled(from);
            double[] given = tensors.elements(src);
            Tensor dst = alike && random.nextBoolean() ? src : tensors.dirty(softmax.dst());
            softmax.execute(src, dst, scaled ? scales(tensors) : RuntimeArguments.none());
            Lines lines = new Lines(from.dims(), axis);
            SoftmaxReference reference = new SoftmaxReference(algorithm);
            double[] exact = lines.map(reference::forward, given);
            double[] tolerance = lines.map(reference::forwardTolerance, given);
            double after = (doubled ? 2 : 1) * (scaled ? SRC_SCALE / DST_SCALE : 1);
            Stored.assertWithin(
                    result,
                    scale(exact, after),
                    scale(tolerance, after),
                    tensors.elements(dst),
                    softmax);
            tensors.assertNothingElseWritten(dst, softmax);
        }
    }

    private static boolean isInteger(DataType type) {
        return type == DataType.S8 || type == DataType.U8;
    }

    /// Factors are powers of 2, which lose nothing.
    private static Attributes attributes(boolean scaled, boolean doubled) {
        Attributes attributes = Attributes.none();
        if (scaled) {
            attributes =
                    attributes
                            .scales(QuantizedArgument.SRC, Granularity.COMMON)
                            .scales(QuantizedArgument.DST, Granularity.COMMON);
        }
        return doubled
                ? attributes.postOps(PostOps.none().eltwise(EltwiseAlgorithm.LINEAR, 2, 0))
                : attributes;
    }

    private static RuntimeArguments scales(RandomTensors tensors) {
        MemoryDescriptor one = MemoryDescriptor.of(DataType.F32, 1);
        return RuntimeArguments.of(
                        QuantizedArgument.SRC.scales(), tensors.filled(one, () -> SRC_SCALE))
                .and(QuantizedArgument.DST.scales(), tensors.filled(one, () -> DST_SCALE));
    }

    private static double[] scale(double[] values, double factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
        return values;
    }

    private static void backward(
            RandomTensors tensors,
            SplittableRandom random,
            PropertyRun.Asked asked,
            SoftmaxAlgorithm algorithm) {
        DataType type = tensors.type(FLOATS);
        MemoryDescriptor layout = tensors.layout(type, tensors.dims(1, 5));
        asked.types(layout.dataType());
        int axis = random.nextInt(layout.ndims());
        try (Softmax forward =
                Softmax.forward(tensors.engine())
                        .training()
                        .algorithm(algorithm)
                        .axis(axis)
                        .src(layout)
                        .build()) {
            BackwardBuilder<SoftmaxBackward> builder = forward.backward();
            if (random.nextBoolean()) {
                MemoryDescriptor other = tensors.layout(type, layout.dims());
                asked.types(other.dataType());
                builder.diffDst(other).diffSrc(other);
            }
            Tensor dst = tensors.dirty(forward.dst());
            forward.execute(tensors.filled(layout), dst);
            try (SoftmaxBackward backward = builder.build()) {
                Tensor diffDst = tensors.filled(backward.diffDst());
                double[] upstream = tensors.elements(diffDst);
                double[] result = tensors.elements(dst);
                Tensor diffSrc = random.nextBoolean() ? diffDst : tensors.dirty(backward.diffSrc());
                backward.execute(dst, diffDst, diffSrc);
                Lines lines = new Lines(layout.dims(), axis);
                SoftmaxReference reference = new SoftmaxReference(algorithm);
                Stored.assertWithin(
                        type,
                        lines.map(reference::backward, result, upstream),
                        lines.map(reference::backwardTolerance, result, upstream),
                        tensors.elements(diffSrc),
                        backward);
                tensors.assertNothingElseWritten(diffSrc, backward);
            }
        }
    }
}
