package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.onednn4j.testing.ChildJvm;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.random.RandomGenerator;

/// Inner products, matrix products and poolings on tensors between pages that nobody may touch: a
/// byte read or written beyond a tensor ends the process, which is a child for that reason.
class DenseGuardPageTest {
    @ParameterizedTest
    @ValueSource(strings = {"inner product", "matrix product", "pooling", "workspace"})
    void nothingTouchesMemoryBeyondItsTensors(String kind) {
        assumeTrue(
                System.getProperty("os.name").equals("Linux"),
                "the numbers of mmap's flags are those of Linux");
        ChildJvm.Result result =
                ChildJvm.with("--enable-native-access=ALL-UNNAMED").run(Program.class, kind);
        assertEquals(0, result.exitCode(), result.output());
    }

    /// Runs problems drawn at random.
    static final class Program {
        public static void main(String[] arguments) {
            int problems = 150;
            RandomProblems.forAllGuarded(
                    20,
                    problems,
                    switch (arguments[0]) {
                        case "inner product" ->
                                (engine, memory, random) -> {
                                    dense(engine, memory, random, false).check();
                                    dense(engine, memory, random, false).checkBackwardData();
                                    dense(engine, memory, random, false).checkBackwardWeights();
                                };
                        case "matrix product" ->
                                (engine, memory, random) ->
                                        dense(engine, memory, random, true).check();
                        case "pooling" ->
                                (engine, memory, random) -> {
                                    pooling(engine, memory, random).check();
                                    pooling(engine, memory, random).checkTraining();
                                };
                        default ->
                                (engine, memory, random) ->
                                        pooling(engine, memory, random).runOnGarbage();
                    });
        }

        private static DenseCase dense(
                Engine engine, WatchedMemory memory, RandomGenerator random, boolean matmul) {
            return new DenseCase(
                    engine, memory, random, DenseProblem.random(random, matmul), TypeTriple.F32);
        }

        private static PoolingCase pooling(
                Engine engine, WatchedMemory memory, RandomGenerator random) {
            PoolingAlgorithm[] all = PoolingAlgorithm.values();
            return new PoolingCase(
                    engine, memory, random, all[random.nextInt(all.length)], DataType.F32);
        }
    }
}
