package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// Batch normalizations and their gradients drawn at random against the formulas: ranks × flags ×
/// layouts × types × in place or not.
class BatchNormalizationPropertyTest {
    private static final int PROBLEMS = 500;
    private static final List<DataType> FLOATS =
            List.of(DataType.F32, DataType.F32, DataType.BF16, DataType.F16);
    private static final List<DataType> ALL =
            List.of(DataType.F32, DataType.F32, DataType.BF16, DataType.F16, DataType.S8);
    private static final double EPSILON = BatchNormalizationCase.EPSILON;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void forwardAgreesWithTheFormula(boolean training) {
        PropertyRun.of(
                41,
                PROBLEMS,
                training ? List.of(DataType.F32) : List.of(DataType.F32, DataType.S8),
                (tensors, random, asked) -> forward(tensors, random, asked, training));
    }

    @ParameterizedTest
    @ValueSource(longs = {42, 43})
    void backwardAgreesWithTheDerivative(long seed) {
        PropertyRun.of(
                seed, PROBLEMS, List.of(DataType.F32), BatchNormalizationPropertyTest::backward);
    }

    private static void forward(
            RandomTensors tensors,
            SplittableRandom random,
            PropertyRun.Asked asked,
            boolean training) {
        DataType type = tensors.type(training ? FLOATS : ALL);
        MemoryDescriptor from = tensors.layout(type, tensors.dims(2, 5));
        boolean alike = random.nextInt(3) > 0;
        MemoryDescriptor to = alike ? from : tensors.layout(type, from.dims());
        asked.types(from.dataType());
        asked.types(to.dataType());
        asked.unusual(!alike);
        BatchNormalizationCase drawn =
                BatchNormalizationCase.random(tensors, random, from, training);
        asked.unusual(drawn.isRefused());
        try (BatchNormalization primitive = drawn.build(to)) {
            assertEquals(
                    Stream.of("mean", "variance", "scale", "shift", "workspace")
                            .filter(drawn::has)
                            .toList(),
                    List.copyOf(primitive.runtimeArguments().keySet()));
            Tensor src = tensors.filled(from);
            double[] x = tensors.elements(src);
            RuntimeArguments named = drawn.arguments(primitive.runtimeArguments(), random);
            Tensor dst = alike && random.nextBoolean() ? src : tensors.dirty(primitive.dst());
            primitive.execute(src, dst, named);
            checkForward(drawn, x, named, dst, primitive);
            tensors.assertNothingElseWritten(dst, primitive);
        }
    }

    private static void checkForward(
            BatchNormalizationCase drawn,
            double[] x,
            RuntimeArguments named,
            Tensor dst,
            BatchNormalization primitive) {
        MemoryDescriptor layout = drawn.layout();
        BatchNormalizationReference reference =
                new BatchNormalizationReference(layout.dims(), EPSILON);
        double[] none = new double[(int) layout.dim(1)];
        double[] mean = drawn.global() ? drawn.elements(named, "mean", 0) : reference.mean(x);
        double[] variance =
                drawn.global() ? drawn.elements(named, "variance", 0) : reference.variance(x, mean);
        double[] off = drawn.global() ? none : reference.meanTolerance(x);
        double[] wide = drawn.global() ? none : reference.varianceTolerance(x, mean);
        if (drawn.has("mean")) {
            Stored.assertWithin(
                    DataType.F32, mean, off, drawn.elements(named, "mean", 0), primitive);
            Stored.assertWithin(
                    DataType.F32, variance, wide, drawn.elements(named, "variance", 0), primitive);
        }
        double[] scale = drawn.elements(named, "scale", 1);
        double[] shift = drawn.elements(named, "shift", 0);
        double[] exact =
                reference.map(
                        x.length,
                        (i, c) -> {
                            double y =
                                    scale[c] * (x[i] - mean[c]) * reference.inverse(variance[c])
                                            + shift[c];
                            return drawn.relu() ? Math.max(y, 0) : y;
                        });
        double[] tolerance =
                reference.map(
                        x.length,
                        (i, c) -> {
                            double slope = scale[c] * reference.inverse(variance[c]);
                            double size = Math.abs(x[i]) + Math.abs(mean[c]);
                            return slope * off[c]
                                    + slope * size * reference.inverseError(variance[c], wide[c])
                                    + 4 * Stored.EPSILON * Math.abs(shift[c]);
                        });
        Stored.assertWithin(
                layout.dataType(), exact, tolerance, drawn.tensors().elements(dst), primitive);
    }

    private static void backward(
            RandomTensors tensors, SplittableRandom random, PropertyRun.Asked asked) {
        DataType type = tensors.type(FLOATS);
        MemoryDescriptor layout = tensors.layout(type, tensors.dims(2, 5));
        asked.types(layout.dataType());
        BatchNormalizationCase drawn =
                BatchNormalizationCase.random(tensors, random, layout, /* training= */ true);
        asked.unusual(drawn.isRefused());
        try (BatchNormalization forward = drawn.build(layout)) {
            BackwardBuilder<BatchNormalizationBackward> builder = forward.backward();
            if (random.nextInt(4) == 0) {
                MemoryDescriptor other = tensors.layout(type, layout.dims());
                asked.types(other.dataType());
                asked.unusual(true);
                builder.diffDst(other).diffSrc(other);
            }
            Tensor src = tensors.filled(layout);
            Tensor dst = tensors.dirty(layout);
            RuntimeArguments named = drawn.arguments(forward.runtimeArguments(), random);
            forward.execute(src, dst, named);
            try (BatchNormalizationBackward backward = builder.build()) {
                Tensor diffDst = tensors.filled(backward.diffDst());
                double[] gradient = tensors.elements(diffDst);
                double[] y = tensors.elements(dst);
                for (int i = 0; drawn.relu() && i < y.length; i++) {
                    gradient[i] = y[i] > 0 ? gradient[i] : 0;
                }
                RuntimeArguments all = RuntimeArguments.none();
                for (String name : backward.runtimeArguments().keySet()) {
                    Tensor kept = named.get(name);
                    all =
                            all.and(
                                    name,
                                    kept != null
                                            ? kept
                                            : tensors.dirty(
                                                    MemoryDescriptor.of(
                                                            DataType.F32, layout.dim(1))));
                }
                Tensor diffSrc = random.nextBoolean() ? diffDst : tensors.dirty(backward.diffSrc());
                backward.execute(src, diffDst, diffSrc, all);
                checkBackward(drawn, tensors.elements(src), gradient, all, diffSrc, backward);
                tensors.assertNothingElseWritten(diffSrc, backward);
            }
        }
    }

    private static void checkBackward(
            BatchNormalizationCase drawn,
            double[] x,
            double[] gradient,
            RuntimeArguments named,
            Tensor diffSrc,
            BatchNormalizationBackward primitive) {
        MemoryDescriptor layout = drawn.layout();
        BatchNormalizationReference reference =
                new BatchNormalizationReference(layout.dims(), EPSILON);
        double[] mean = drawn.elements(named, "mean", 0);
        double[] variance = drawn.elements(named, "variance", 1);
        double[] scale = drawn.elements(named, "scale", 1);
        double[] centered =
                reference.map(
                        x.length, (i, c) -> (x[i] - mean[c]) * reference.inverse(variance[c]));
        // What a difference is rounded by goes with the numbers, not with what is left of them.
        double[] sizes =
                reference.map(
                        x.length,
                        (i, c) ->
                                (Math.abs(x[i]) + Math.abs(mean[c]))
                                        * reference.inverse(variance[c]));
        double[] upstream = BatchNormalizationReference.magnitudes(gradient);
        double[] factor = new double[scale.length];
        for (int c = 0; c < factor.length; c++) {
            factor[c] = scale[c] * reference.inverse(variance[c]);
        }
        double roundings = reference.roundings();
        if (drawn.scale()) {
            Stored.assertWithin(
                    DataType.F32,
                    reference.sums(x.length, (i, c) -> gradient[i] * centered[i]),
                    BatchNormalizationReference.scaled(
                            reference.sums(x.length, (i, c) -> upstream[i] * sizes[i]), roundings),
                    drawn.elements(named, "diff_scale", 0),
                    primitive);
        }
        if (drawn.shift()) {
            Stored.assertWithin(
                    DataType.F32,
                    reference.sums(x.length, (i, c) -> gradient[i]),
                    BatchNormalizationReference.scaled(
                            reference.sums(x.length, (i, c) -> upstream[i]), roundings),
                    drawn.elements(named, "diff_shift", 0),
                    primitive);
        }
        boolean statistics = !drawn.global();
        Stored.assertWithin(
                layout.dataType(),
                reference.diffSrc(centered, gradient, factor, statistics, -1),
                BatchNormalizationReference.scaled(
                        reference.diffSrc(sizes, upstream, factor, statistics, 1), roundings),
                drawn.tensors().elements(diffSrc),
                primitive);
    }
}
