package dev.onednn4j.bench.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.onednn4j.DataType;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Tensor;
import dev.onednn4j.bench.problem.BenchdnnProblem;
import dev.onednn4j.bench.problem.Driver;
import dev.onednn4j.bench.run.IntegerFilling;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntUnaryOperator;

class ReferenceTest {
    private static final int PROBLEMS = 30;

    /// Problems that are longer than a tile, or that padding, steps and strides pull apart.
    private static final List<String> UNUSUAL =
            List.of(
                    "mb3ic5ih40oc7kh3ph1",
                    "mb1ic2iw5000oc3kw9pw4",
                    "mb1ic2ih5oc3kh3ph18dh17",
                    "mb2ic3ih4oc2oh3kh1sh5ph4",
                    "mb1ic1id9ih12iw40oc1kd3kh2kw3sd2sh1sw3pd1ph0pw2",
                    "g6mb2ic6ih33oc6kh3sh2ph1");

    private static TensorElements filled(Arena arena, DataType type, long[] dims, int seed) {
        TensorElements elements =
                new TensorElements(Tensor.allocate(arena, MemoryDescriptor.of(type, dims)));
        new IntegerFilling(0.8).fill(elements, seed);
        return elements;
    }

    private static TensorElements changed(TensorElements elements, DoubleUnaryOperator change) {
        for (long i = 0; i < elements.count(); i++) {
            elements.set(i, change.applyAsDouble(elements.get(i)));
        }
        return elements;
    }

    private static void assertAgrees(
            BenchdnnProblem problem, DataType type, DoubleUnaryOperator change, double error) {
        Reference reference = new Reference(problem);
        NaiveSums naive = new NaiveSums(problem);
        try (Arena arena = Arena.ofShared()) {
            TensorElements src = changed(filled(arena, type, problem.srcDims(), 1), change);
            TensorElements weights = changed(filled(arena, type, problem.weightsDims(), 2), change);
            TensorElements dst = changed(filled(arena, type, problem.dstDims(), 3), change);
            assertArrayEquals(
                    naive.forward(src, weights),
                    reference.forward(src, weights),
                    error,
                    problem.toString());
            assertArrayEquals(
                    naive.backwardData(dst, weights),
                    reference.backwardData(dst, weights),
                    error,
                    problem.toString());
            assertArrayEquals(
                    naive.backwardWeights(src, dst),
                    reference.backwardWeights(src, dst),
                    error,
                    problem.toString());
        }
    }

    @ParameterizedTest
    @EnumSource
    void agreesWithTheDefinition(Driver driver) {
        Random random = new Random(17);
        for (int i = 0; i < PROBLEMS; i++) {
            BenchdnnProblem problem =
                    BenchdnnProblem.parse(RandomProblem.descriptor(random), driver);
            assertAgrees(problem, DataType.F32, value -> value, 0);
        }
    }

    @Test
    void agreesWithTheDefinitionOnUnusualShapes() {
        for (String descriptor : UNUSUAL) {
            BenchdnnProblem problem = BenchdnnProblem.parse(descriptor, Driver.CONVOLUTION);
            assertAgrees(problem, DataType.F32, value -> value, 0);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"F64", "F32", "BF16", "F16", "S32", "S8", "U8"})
    void readsEveryType(DataType type) {
        BenchdnnProblem problem =
                BenchdnnProblem.parse("g2mb2ic6ih9oc4kh3sh2ph1", Driver.CONVOLUTION);
        assertAgrees(problem, type, value -> value, 0);
    }

    @ParameterizedTest
    @EnumSource
    void sumsAnyNumbers(Driver driver) {
        Random random = new Random(18);
        for (int i = 0; i < PROBLEMS; i++) {
            BenchdnnProblem problem =
                    BenchdnnProblem.parse(RandomProblem.descriptor(random), driver);
            assertAgrees(problem, DataType.F32, value -> value * 0.3 + 1e-3, 1e-8);
        }
    }

    /// From numbers whose sums must be taken out of f32 every few terms, to those that an `int`
    /// does not hold.
    @Test
    void sumsLargeIntegersExactly() {
        for (double factor : List.of(7.0, 16.0, 17.0, 1024.0, 0x1p19)) {
            for (Driver driver : Driver.values()) {
                BenchdnnProblem problem = BenchdnnProblem.parse("mb2ic41ih9oc11kh3sh2ph1", driver);
                assertAgrees(problem, DataType.F32, value -> value * factor, 0);
            }
        }
    }

    @Test
    void theLargestSumsOfSmallIntegersAreExact() {
        for (String descriptor : List.of("mb1ic300ih4oc2kh3ph1", "mb2ic2ih40oc3kh1")) {
            BenchdnnProblem problem = BenchdnnProblem.parse(descriptor, Driver.CONVOLUTION);
            assertAgrees(problem, DataType.F32, value -> 511, 0);
            assertAgrees(problem, DataType.S8, value -> -127, 0);
            assertAgrees(problem, DataType.U8, value -> 255, 0);
        }
    }

    @Test
    void whatIsNotFiniteIsRefused() {
        BenchdnnProblem problem = BenchdnnProblem.parse("mb1ic1ih3oc1kh1", Driver.CONVOLUTION);
        for (double value : List.of(Double.NaN, Double.NEGATIVE_INFINITY)) {
            assertThrows(
                    ArithmeticException.class,
                    () -> assertAgrees(problem, DataType.F32, ignored -> value, 0));
        }
    }

    @ParameterizedTest
    @EnumSource
    void zeroPointsAreSubtractedFromSrcButNotFromPadding(Driver driver) {
        Random random = new Random(19);
        IntUnaryOperator zeroPoint = channel -> 3 * channel - 7;
        for (int i = 0; i < PROBLEMS; i++) {
            BenchdnnProblem problem =
                    BenchdnnProblem.parse(RandomProblem.descriptor(random), driver);
            try (Arena arena = Arena.ofShared()) {
                TensorElements src = filled(arena, DataType.U8, problem.srcDims(), 1);
                TensorElements weights = filled(arena, DataType.S8, problem.weightsDims(), 2);
                double[] sums = new Reference(problem).forward(src, zeroPoint, weights);
                TensorElements shifted = filled(arena, DataType.F32, problem.srcDims(), 1);
                long channels = problem.inputChannels();
                long area = src.count() / problem.minibatch() / channels;
                for (long at = 0; at < src.count(); at++) {
                    int channel = (int) (at / area % channels);
                    shifted.set(at, src.get(at) - zeroPoint.applyAsInt(channel));
                }
                assertArrayEquals(
                        new NaiveSums(problem).forward(shifted, weights), sums, problem.toString());
            }
        }
    }

    @Test
    void theGradientByBiasSumsEachChannel() {
        try (Arena arena = Arena.ofShared()) {
            TensorElements dst = filled(arena, DataType.F32, new long[] {3, 5, 7}, 1);
            double[] expected = new double[5];
            for (int i = 0; i < dst.count(); i++) {
                expected[i / 7 % 5] += dst.get(i);
            }
            assertArrayEquals(expected, Reference.backwardBias(dst, 3, 5));
        }
    }

    @Test
    void whatF32CountsDecidesHowManyTermsAreExact() {
        Magnitude weights = new Magnitude(32, 0);
        assertEquals(1 << 14, new Magnitude(32, 0).exactTerms(weights));
        assertEquals(64, new Magnitude(8192, 0).exactTerms(weights));
        assertEquals(0, new Magnitude(8193, 0).exactTerms(weights));
        assertEquals(0, new Magnitude(1, 0.5).exactTerms(weights));
        assertEquals(1 << 14, new Magnitude(22, 0).shiftedBy(-10).exactTerms(weights));
    }
}
