package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Inner products, forward and backward, and matrix products drawn at random, against the
/// definition: ranks × broadcasts × layouts × bias × types × attributes. Elements are small
/// integers, so that results must agree to the last bit.
class DensePropertyTest {
    private static final List<TypeTriple> INTEGERS =
            both(
                    TypeTriple.INTEGERS,
                    List.of(new TypeTriple(DataType.U8, DataType.S8, DataType.S32)));
    private static final List<TypeTriple> FLOATS =
            List.of(
                    TypeTriple.F32,
                    new TypeTriple(DataType.BF16, DataType.BF16, DataType.F32),
                    new TypeTriple(DataType.BF16, DataType.BF16, DataType.BF16),
                    new TypeTriple(DataType.F16, DataType.F16, DataType.F32),
                    new TypeTriple(DataType.F16, DataType.F16, DataType.F16));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void innerProductsAgreeWithTheDefinition(long seed) {
        RandomProblems.forAll(
                seed,
                120,
                (engine, memory, random) ->
                        of(engine, memory, random, false, TypeTriple.F32).check());
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void gradientsOfInnerProductsAgreeWithTheDefinition(long seed) {
        RandomProblems.forAll(
                seed,
                80,
                (engine, memory, random) -> {
                    of(engine, memory, random, false, TypeTriple.F32).checkBackwardData();
                    of(engine, memory, random, false, TypeTriple.F32).checkBackwardWeights();
                });
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8, 9})
    void matrixProductsAgreeWithTheDefinition(long seed) {
        RandomProblems.forAll(
                seed,
                120,
                (engine, memory, random) ->
                        of(engine, memory, random, true, TypeTriple.F32).check());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void allTypesAgreeWithTheDefinition(boolean matmul) {
        for (TypeTriple types : running(INTEGERS, matmul)) {
            RandomProblems.forAll(
                    10,
                    20,
                    (engine, memory, random) -> of(engine, memory, random, matmul, types).check());
        }
        for (TypeTriple types : running(FLOATS, matmul)) {
            RandomProblems.forAll(
                    11,
                    20,
                    (engine, memory, random) -> {
                        of(engine, memory, random, matmul, types).check();
                        if (!matmul && types.src() == types.dst()) {
                            of(engine, memory, random, false, types).checkBackwardData();
                            of(engine, memory, random, false, types).checkBackwardWeights();
                        }
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void scalesAndZeroPointsAgreeWithTheFormula(boolean matmul) {
        List<TypeTriple> types = running(INTEGERS, matmul);
        RandomProblems.forAll(
                12,
                60,
                (engine, memory, random) ->
                        of(engine, memory, random, matmul, oneOf(types, random))
                                .checkQuantized(new Quantizer(memory.arena(), random)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void chainsAgreeWithTheirDefinition(boolean matmul) {
        List<TypeTriple> types = running(both(FLOATS, INTEGERS), matmul);
        RandomProblems.forAll(
                13,
                60,
                (engine, memory, random) -> {
                    DenseCase tested = of(engine, memory, random, matmul, oneOf(types, random));
                    PostOpChain chain = tested.chain();
                    for (int n = random.nextInt(1, 6); n > 0; n--) {
                        chain.addRandom(true);
                    }
                    tested.check(chain);
                });
    }

    private static List<TypeTriple> both(List<TypeTriple> some, List<TypeTriple> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private static TypeTriple oneOf(List<TypeTriple> types, RandomGenerator random) {
        return types.get(random.nextInt(types.size()));
    }

    private static DenseCase of(
            Engine engine,
            WatchedMemory memory,
            RandomGenerator random,
            boolean matmul,
            TypeTriple types) {
        return new DenseCase(engine, memory, random, DenseProblem.random(random, matmul), types);
    }

    /// Those types that this machine runs. It must run f32 and bytes.
    private static List<TypeTriple> running(List<TypeTriple> types, boolean matmul) {
        try (Engine engine = Engine.cpu()) {
            List<TypeTriple> running =
                    types.stream().filter(each -> runs(engine, each, matmul)).toList();
            assertFalse(running.isEmpty());
            assertTrue(!types.contains(TypeTriple.F32) || running.contains(TypeTriple.F32));
            return running;
        }
    }

    private static boolean runs(Engine engine, TypeTriple types, boolean matmul) {
        try {
            if (matmul) {
                MatMul.forward(engine)
                        .src(types.src(), 2, 3)
                        .weights(types.weights(), 3, 4)
                        .dst(types.dst())
                        .build()
                        .close();
            } else {
                InnerProduct.forward(engine)
                        .src(types.src(), 2, 3)
                        .weights(types.weights(), 4, 3)
                        .dst(types.dst())
                        .build()
                        .close();
            }
            return true;
        } catch (UnimplementedException none) {
            return false;
        }
    }
}
