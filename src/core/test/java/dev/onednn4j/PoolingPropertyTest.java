package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.random.RandomGenerator;

/// Poolings drawn at random, forward and backward, against the definition: ranks × strides ×
/// dilation × asymmetric padding × layouts × types × post-operations, with many equal elements.
class PoolingPropertyTest {
    @ParameterizedTest
    @EnumSource(PoolingAlgorithm.class)
    void inferenceAgreesWithTheDefinition(PoolingAlgorithm algorithm) {
        RandomProblems.forAll(
                1,
                150,
                (engine, memory, random) ->
                        of(engine, memory, random, algorithm, DataType.F32).check());
    }

    @ParameterizedTest
    @EnumSource(PoolingAlgorithm.class)
    void trainingAndGradientAgreeWithTheDefinition(PoolingAlgorithm algorithm) {
        RandomProblems.forAll(
                2,
                150,
                (engine, memory, random) ->
                        of(engine, memory, random, algorithm, DataType.F32).checkTraining());
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"BF16", "F16", "S8", "U8", "S32"})
    void allTypesAgreeWithTheDefinition(DataType type) {
        if (!runs(type)) {
            assertTrue(type == DataType.BF16 || type == DataType.F16, type.toString());
            return;
        }
        boolean floating = type == DataType.BF16 || type == DataType.F16;
        RandomProblems.forAll(
                3,
                60,
                (engine, memory, random) -> {
                    of(engine, memory, random, algorithm(random), type).check();
                    if (floating) {
                        of(engine, memory, random, algorithm(random), type).checkTraining();
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void chainsAgreeWithTheirDefinition(long seed) {
        RandomProblems.forAll(
                seed,
                40,
                (engine, memory, random) -> {
                    PoolingCase tested =
                            of(engine, memory, random, PoolingAlgorithm.MAX, DataType.F32);
                    PostOpChain chain = tested.chain();
                    for (int n = random.nextInt(1, 5); n > 0; n--) {
                        if (random.nextBoolean()) {
                            chain.eltwise(EltwiseAlgorithm.LINEAR, random.nextInt(-2, 3), 3);
                        } else {
                            chain.binary(
                                    random.nextBoolean()
                                            ? BinaryAlgorithm.ADD
                                            : BinaryAlgorithm.MAX,
                                    DataType.F32,
                                    random.nextInt(8),
                                    FormatTag.ANY);
                        }
                    }
                    tested.check(chain);
                });
    }

    private static PoolingAlgorithm algorithm(RandomGenerator random) {
        PoolingAlgorithm[] all = PoolingAlgorithm.values();
        return all[random.nextInt(all.length)];
    }

    private static PoolingCase of(
            Engine engine,
            WatchedMemory memory,
            RandomGenerator random,
            PoolingAlgorithm algorithm,
            DataType type) {
        return new PoolingCase(engine, memory, random, algorithm, type);
    }

    private static boolean runs(DataType type) {
        try (Engine engine = Engine.cpu()) {
            Pooling.forward(engine)
                    .algorithm(PoolingAlgorithm.MAX)
                    .src(MemoryDescriptor.of(type, 1, 16, 4, 4).with(FormatTag.NHWC))
                    .kernel(2)
                    .build()
                    .close();
            return true;
        } catch (UnimplementedException none) {
            return false;
        }
    }
}
