package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/// Post-operations with tensors: every algorithm, broadcast, type and layout of binary; select;
/// every mask of prelu.
class OperandPostOpsTest {
    /// Runs a convolution and a deconvolution of every rank, whose result lies in any layout.
    private static void forAll(long seed, BiConsumer<ForwardCase, RandomGenerator> check) {
        SplittableRandom random = new SplittableRandom(seed);
        try (Engine engine = Engine.cpu()) {
            for (int rank = 1; rank <= 3; rank++) {
                List<FormatTag> tags = TestLayouts.all(rank + 2);
                for (boolean transposed : new boolean[] {false, true}) {
                    try (Arena arena = Arena.ofConfined()) {
                        check.accept(
                                new ForwardCase(
                                                engine,
                                                arena,
                                                random,
                                                problem(random, rank),
                                                transposed,
                                                TypeTriple.F32)
                                        .with(tags.get(random.nextInt(tags.size()))),
                                random);
                    }
                }
            }
        }
    }

    /// A kernel of 1 without padding, so that convolution and deconvolution are the same; not all
    /// blocks of channels are full.
    private static TestProblem problem(RandomGenerator random, int rank) {
        int[] ones = new int[rank];
        int[] zeros = new int[rank];
        int[] image = new int[rank];
        for (int d = 0; d < rank; d++) {
            ones[d] = 1;
            image[d] = random.nextInt(2, 5);
        }
        int channels = random.nextInt(1, 4) * 8;
        return new TestProblem(
                2, 1, false, 16, channels, image, ones, image, ones, ones, zeros, zeros);
    }

    @ParameterizedTest
    @EnumSource
    void everyBinaryAlgorithmIsItsDefinition(BinaryAlgorithm algorithm) {
        forAll(
                algorithm.name().hashCode(),
                (tested, random) -> {
                    int ndims = tested.problem.dstDims().length;
                    int[] masks = {0, 2, (1 << ndims) - 1};
                    PostOpChainTest.check(
                            tested,
                            tested.chain(random)
                                    .binary(
                                            algorithm,
                                            DataType.F32,
                                            masks[random.nextInt(3)],
                                            TestLayouts.plain(ndims)));
                });
    }

    @ParameterizedTest
    @CsvSource({"F32", "S32", "S8", "U8", "BF16", "F16"})
    void anOperandHasAnyTypeAndBroadcastAndLayout(DataType type) {
        try (Engine engine = Engine.cpu()) {
            Assumptions.assumeTrue(
                    type.size() != 2
                            || Capabilities.implementation(
                                            engine, Direction.FORWARD, type, type, DataType.F32)
                                    .isPresent());
        }
        forAll(
                type.name().hashCode(),
                (tested, random) -> {
                    int ndims = tested.problem.dstDims().length;
                    int all = (1 << ndims) - 1;
                    for (int mask : new int[] {all, random.nextInt(all), random.nextInt(all)}) {
                        FormatTag tag = TestLayouts.all(ndims).get(random.nextInt(3));
                        PostOpChainTest.check(
                                tested,
                                tested.chain(random).binary(BinaryAlgorithm.ADD, type, mask, tag));
                    }
                });
    }

    @ParameterizedTest
    @CsvSource({"0", "2", "-1"})
    void aSelectTakesAnyBroadcastAndLayout(int operandMask) {
        forAll(
                operandMask,
                (tested, random) -> {
                    int ndims = tested.problem.dstDims().length;
                    int all = (1 << ndims) - 1;
                    for (int condition : new int[] {0, all, random.nextInt(all)}) {
                        FormatTag tag = TestLayouts.all(ndims).get(random.nextInt(3));
                        PostOpChainTest.check(
                                tested,
                                tested.chain(random)
                                        .select(
                                                operandMask & all,
                                                condition,
                                                TestLayouts.plain(ndims),
                                                tag));
                    }
                });
    }

    @Test
    void aPreluTakesAnyMask() {
        forAll(
                2,
                (tested, random) -> {
                    int ndims = tested.problem.dstDims().length;
                    int step = ndims == 5 ? 3 : 1;
                    for (int mask = (1 << ndims) - 1; mask >= 0; mask -= step) {
                        PostOpChainTest.check(
                                tested,
                                tested.chain(random)
                                        .prelu(mask)
                                        .eltwise(EltwiseAlgorithm.LINEAR, 1, -20)
                                        .prelu(mask));
                    }
                });
    }

    /// Portable code would take one's slopes by the other's mask; where nothing else is there, as
    /// for deconvolutions, the chain is refused.
    @Test
    void prelusWithDifferentMasksAreRightOrRefused() {
        forAll(
                3,
                (tested, random) -> {
                    int all = (1 << tested.problem.dstDims().length) - 1;
                    PostOpChain chain =
                            tested.chain(random)
                                    .prelu(2)
                                    .eltwise(EltwiseAlgorithm.LINEAR, 1, -20)
                                    .prelu(all);
                    try {
                        PostOpChainTest.check(tested, chain);
                    } catch (UnimplementedException refused) {
                        assertTrue(refused.toString().contains("prelu:2"), refused::toString);
                    }
                });
    }
}
