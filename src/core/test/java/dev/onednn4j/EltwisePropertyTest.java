package dev.onednn4j;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/// Every element-wise function and its gradient against the formulas: ranks × layouts × types × in
/// place or not.
///
/// How wrong a result may be is reckoned from what it is computed of: each of the few operations of
/// a formula, an exponential among them, is wrong by half a unit in the last place of f32, relative
/// to the largest number in between (see [EltwiseDraw]); and the argument of the function by as
/// much, which the derivative carries on.
class EltwisePropertyTest {
    private static final int PROBLEMS = 60;
    private static final List<DataType> TYPES =
            List.of(DataType.F32, DataType.F32, DataType.BF16, DataType.F16);
    private static final List<DataType> ALL_TYPES =
            List.of(
                    DataType.F32,
                    DataType.BF16,
                    DataType.F16,
                    DataType.S8,
                    DataType.U8,
                    DataType.S32);

    @ParameterizedTest
    @EnumSource
    void forwardAgreesWithTheFormula(EltwiseAlgorithm algorithm) {
        PropertyRun.of(
                algorithm.name().hashCode(),
                PROBLEMS,
                List.of(DataType.F32),
                (tensors, random, asked) -> forward(tensors, random, asked, algorithm));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ROUND")
    void backwardAgreesWithTheDerivative(EltwiseAlgorithm algorithm) {
        PropertyRun.of(
                ~algorithm.name().hashCode(),
                PROBLEMS,
                List.of(DataType.F32),
                (tensors, random, asked) -> backward(tensors, random, asked, algorithm));
    }

    private static List<DataType> types(EltwiseAlgorithm algorithm) {
        return switch (algorithm) {
            case ROUND -> List.of(DataType.F32);
            case RELU, LINEAR, CLIP -> ALL_TYPES;
            default -> TYPES;
        };
    }

    private static void forward(
            RandomTensors tensors,
            SplittableRandom random,
            PropertyRun.Asked asked,
            EltwiseAlgorithm algorithm) {
        EltwiseDraw draw = new EltwiseDraw(algorithm, random);
        DataType type = tensors.type(types(algorithm));
        asked.types(type);
        MemoryDescriptor from = tensors.layout(type, tensors.dims(1, 5));
        boolean alike = random.nextBoolean();
        MemoryDescriptor to = alike ? from : tensors.layout(type, from.dims());
        asked.unusual(!alike);
        try (Eltwise eltwise =
                Eltwise.forward(tensors.engine())
                        .algorithm(algorithm, draw.alpha(), draw.beta())
                        .src(from)
                        .dst(to)
                        .build()) {
            Tensor src = tensors.filled(from, draw::argument);
            double[] given = tensors.elements(src);
            Tensor dst = alike && random.nextBoolean() ? src : tensors.dirty(eltwise.dst());
            eltwise.execute(src, dst);
            Stored.assertWithin(
                    type,
                    map(given, draw::value),
                    map(given, draw::tolerance),
                    tensors.elements(dst),
                    eltwise);
            tensors.assertNothingElseWritten(dst, eltwise);
        }
    }

    private static void backward(
            RandomTensors tensors,
            SplittableRandom random,
            PropertyRun.Asked asked,
            EltwiseAlgorithm algorithm) {
        EltwiseDraw draw = new EltwiseDraw(algorithm, random);
        DataType type = tensors.type(TYPES);
        asked.types(type);
        MemoryDescriptor from = tensors.layout(type, tensors.dims(1, 5));
        BackwardBuilder<EltwiseBackward> builder;
        try (Eltwise forward =
                Eltwise.forward(tensors.engine())
                        .training()
                        .algorithm(algorithm, draw.alpha(), draw.beta())
                        .src(from)
                        .build()) {
            builder = forward.backward();
            boolean alike = random.nextBoolean();
            asked.unusual(!alike);
            MemoryDescriptor diff = alike ? from : tensors.layout(type, from.dims());
            try (EltwiseBackward backward = builder.diffDst(diff).diffSrc(diff).build()) {
                Tensor data =
                        tensors.filled(
                                backward.data(),
                                algorithm.usesDst() ? draw::result : draw::smoothArgument);
                Tensor diffDst = tensors.filled(backward.diffDst());
                double[] given = tensors.elements(data);
                double[] upstream = tensors.elements(diffDst);
                Tensor diffSrc = random.nextBoolean() ? diffDst : tensors.dirty(backward.diffSrc());
                backward.execute(data, diffDst, diffSrc);
                double[] exact = map(given, draw::derivative);
                double[] tolerance = map(given, draw::derivativeTolerance);
                for (int i = 0; i < exact.length; i++) {
                    tolerance[i] =
                            Math.abs(upstream[i])
                                    * (tolerance[i] + Math.abs(exact[i]) * Stored.EPSILON);
                    exact[i] *= upstream[i];
                }
                Stored.assertWithin(type, exact, tolerance, tensors.elements(diffSrc), backward);
                tensors.assertNothingElseWritten(diffSrc, backward);
            }
        }
    }

    private static double[] map(double[] values, DoubleUnaryOperator function) {
        return Arrays.stream(values).map(function).toArray();
    }
}
