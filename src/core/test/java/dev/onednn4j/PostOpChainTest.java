package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.SplittableRandom;

/// Chains of post-operations behind convolutions and deconvolutions, against their definition, to
/// the last bit.
class PostOpChainTest {
    private static final int PROBLEMS = 12;

    @ParameterizedTest
    @CsvSource({
        "1, false, false",
        "2, false, false",
        "3, false, true",
        "4, true, false",
        "5, true, true"
    })
    void aRandomChainAgreesWithTheDefinition(long seed, boolean transposed, boolean integers) {
        SplittableRandom random = new SplittableRandom(seed);
        try (Engine engine = Engine.cpu()) {
            Operation operation = transposed ? Operation.DECONVOLUTION : Operation.CONVOLUTION;
            List<TypeTriple> choices =
                    integers
                            ? TypeTriple.integers(engine, operation)
                            : TypeTriple.floats(engine, operation);
            for (int i = 0; i < PROBLEMS; i++) {
                TypeTriple types = choices.get(random.nextInt(choices.size()));
                try (Arena arena = Arena.ofConfined()) {
                    TestProblem problem = TestProblem.random(random);
                    ForwardCase tested =
                            new ForwardCase(
                                    engine,
                                    arena,
                                    random,
                                    transposed ? problem.transposed() : problem,
                                    transposed,
                                    types);
                    List<FormatTag> tags = TestLayouts.all(tested.problem.dstDims().length);
                    tested.with(tags.get(random.nextInt(tags.size())));
                    PostOpChain chain = tested.chain(random);
                    int length = random.nextInt(4) == 0 ? random.nextInt(30) : random.nextInt(5);
                    while (chain.length() < length) {
                        chain.addRandom(true);
                    }
                    check(tested, chain);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void aChainHasUpToThirtyTwoOperations(boolean transposed) {
        SplittableRandom random = new SplittableRandom(32);
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined()) {
            TestProblem problem = TestProblem.random(random);
            ForwardCase tested =
                    new ForwardCase(
                            engine,
                            arena,
                            random,
                            transposed ? problem.transposed() : problem,
                            transposed,
                            TypeTriple.F32);
            PostOpChain chain = tested.chain(random);
            for (int i = 0; i < 32; i++) {
                chain.binary(
                        i % 2 == 0 ? BinaryAlgorithm.ADD : BinaryAlgorithm.SUB,
                        DataType.F32,
                        i % (1 << tested.problem.dstDims().length),
                        TestLayouts.plain(tested.problem.dstDims().length));
            }
            check(tested, chain);
            assertEquals(
                    "post-ops: expected at most 32, got one more: relu:0.0:0.0",
                    Thrown.message(
                            IllegalArgumentException.class,
                            () -> chain.postOps().eltwise(EltwiseAlgorithm.RELU)));
        }
    }

    /// The sum alone, before and behind an element-wise function, and twice; what an 8-bit dst
    /// holds read as the other 8-bit type.
    @ParameterizedTest
    @CsvSource({
        "false, U8, S8, S8",
        "false, U8, S8, U8",
        "false, S8, S8, S8",
        "false, F32, F32, F32",
        "true, U8, S8, S8",
        "true, U8, S8, U8",
        "true, F32, F32, F32"
    })
    void aSumAddsWhatDstHeld(boolean transposed, DataType src, DataType weights, DataType dst) {
        SplittableRandom random = new SplittableRandom(7);
        boolean integers = src != DataType.F32;
        try (Engine engine = Engine.cpu()) {
            for (int i = 0; i < 6; i++) {
                try (Arena arena = Arena.ofConfined()) {
                    TestProblem problem = TestProblem.random(random);
                    ForwardCase tested =
                            new ForwardCase(
                                    engine,
                                    arena,
                                    random,
                                    transposed ? problem.transposed() : problem,
                                    transposed,
                                    new TypeTriple(src, weights, dst));
                    PostOpChain chain = tested.chain(random);
                    if (i % 3 == 1) {
                        chain.eltwise(EltwiseAlgorithm.RELU, 0, 0);
                    }
                    int zeroPoint = integers && i % 2 == 0 ? 3 : 0;
                    if (integers && i % 4 < 2) {
                        chain.sum(2, zeroPoint, dst == DataType.S8 ? DataType.U8 : DataType.S8);
                    } else {
                        chain.sum(0.5f, zeroPoint);
                    }
                    if (i % 3 == 2) {
                        chain.eltwise(EltwiseAlgorithm.RELU, 0, 0);
                    }
                    check(tested, chain);
                }
            }
        }
    }

    static void check(ForwardCase tested, PostOpChain chain) {
        Attributes attributes = Attributes.none().postOps(chain.postOps());
        try (WeightedPrimitive primitive = tested.build(attributes)) {
            assertArrayEquals(
                    tested.stored(chain.apply(tested.sums())),
                    tested.run(primitive, chain.pack(primitive, RuntimeArguments.none())),
                    primitive::toString);
        }
    }

    @Test
    void aChainAppliesInOrder() {
        PostOps chain =
                PostOps.none()
                        .eltwise(EltwiseAlgorithm.LINEAR, 2, 3)
                        .eltwise(EltwiseAlgorithm.SQUARE)
                        .eltwise(EltwiseAlgorithm.CLIP, 0, 40);
        assertEquals("linear:2.0:3.0+square:0.0:0.0+clip:0.0:40.0", chain.toString());
        assertEquals("", PostOps.none().toString());
    }
}
