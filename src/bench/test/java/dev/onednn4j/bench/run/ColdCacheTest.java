package dev.onednn4j.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.Engine;
import dev.onednn4j.Tensor;
import dev.onednn4j.bench.command.CommandReader;
import dev.onednn4j.bench.problem.BadInput;
import dev.onednn4j.bench.problem.ColdCacheMode;
import dev.onednn4j.bench.problem.ConvolutionCase;
import dev.onednn4j.bench.reference.TensorElements;
import dev.onednn4j.bench.run.ColdCache.Extent;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

class ColdCacheTest {
    private static final LastLevelCache SMALL = new LastLevelCache(1 << 20, true);
    private static final String PROBLEM = "ic16ih14oc32kh3ph1";
    private static final long MEMORY = 1L << 30;

    private interface ColdTrial {
        void run(ColdCache cold, CaseTensors tensors);
    }

    private static void with(
            ColdCacheMode mode, String direction, String problem, ColdTrial trial) {
        ConvolutionCase benchCase =
                CommandReader.read(List.of("--dir=" + direction, problem), Path.of(""))
                        .cases()
                        .getFirst();
        with(benchCase, mode, trial);
    }

    private static void with(ConvolutionCase benchCase, ColdCacheMode mode, ColdTrial trial) {
        try (Engine engine = Engine.cpu();
                CasePrimitive primitive = CasePrimitive.maker(engine, benchCase).get();
                Arena arena = Arena.ofConfined()) {
            CaseTensors tensors = CaseTensors.allocate(primitive, benchCase, arena);
            PerformanceFilling.fillSrc(tensors.src().elements());
            PerformanceFilling.fillWeights(tensors.weights().elements(), benchCase.types());
            CaseTensor bias = tensors.bias();
            if (bias != null) {
                PerformanceFilling.fillBias(bias.elements());
            }
            if (!benchCase.direction().isForward()) {
                PerformanceFilling.fillDst(tensors.dst().elements());
            }
            tensors.give(engine);
            try (ColdCache cold = ColdCache.prepare(mode, primitive, tensors, SMALL, MEMORY)) {
                trial.run(cold, tensors);
            }
        }
    }

    @Test
    void everyCopyHasTheFirstOnesResult() {
        with(
                ColdCacheMode.ALL,
                "FWD_B",
                PROBLEM,
                (cold, tensors) -> {
                    assertTrue(cold.copies() > 20, cold.note());
                    Tensor first = tensors.dst().tensor();
                    assertSame(first, cold.tensor(0, "dst"));
                    double[] values = new TensorElements(first).toArray();
                    assertTrue(Arrays.stream(values).allMatch(Double::isFinite));
                    assertTrue(Arrays.stream(values).anyMatch(value -> value != 0));
                    for (int copy = 1; copy < cold.copies(); copy++) {
                        Tensor other = cold.tensor(copy, "dst");
                        assertNotNull(other);
                        assertNotSame(first, other);
                        assertEquals(-1, first.segment().mismatch(other.segment()));
                    }
                    assertNotNull(cold.tensor(1, "src"));
                    assertNotNull(cold.tensor(1, "weights"));
                    assertNotNull(cold.tensor(1, "bias"));
                });
    }

    @ParameterizedTest
    @CsvSource({"FWD_D, weights", "BWD_D, weights"})
    void weightsAloneAreCopiedWhereTheyAreRead(String direction, String name) {
        with(
                ColdCacheMode.WEI,
                direction,
                PROBLEM,
                (cold, tensors) -> {
                    Tensor weights = tensors.weights().tensor();
                    long bytes = weights.descriptor().size();
                    assertEquals(Math.ceilDiv(3 * SMALL.bytes(), bytes), cold.copies());
                    assertSame(weights, cold.tensor(0, name));
                    Tensor last = cold.tensor(cold.copies() - 1, name);
                    assertNotNull(last);
                    assertEquals(-1, weights.segment().mismatch(last.segment()));
                    assertNull(cold.tensor(1, "dst"));
                });
    }

    @Test
    void weightsThatAreWrittenAreNotCold() {
        with(
                ColdCacheMode.WEI,
                "BWD_W",
                PROBLEM,
                (cold, tensors) -> {
                    assertEquals(1, cold.copies());
                    assertTrue(cold.note().contains("nothing is cold"), cold.note());
                });
        with(
                ColdCacheMode.ALL,
                "BWD_WB",
                PROBLEM,
                (cold, tensors) -> assertNotNull(cold.tensor(1, "diff_bias")));
    }

    @Test
    void noneUsesOneCopy() {
        with(
                ColdCacheMode.NONE,
                "FWD_D",
                PROBLEM,
                (cold, tensors) -> {
                    assertEquals(1, cold.copies());
                    assertSame(cold.next(), cold.next());
                    assertEquals("", cold.note());
                });
    }

    @Test
    void theNumberOfCopiesFollowsTheSizes() {
        long cache = 32 << 20;
        assertEquals(new Extent(96, 1 << 20, 96), Extent.of(1 << 20, cache, 1L << 34));
        assertEquals(new Extent(2, 95 << 20, 2), Extent.of(95 << 20, cache, 1L << 34));
        assertEquals(new Extent(1, 96 << 20, 1), Extent.of(96 << 20, cache, 1L << 34));
        assertEquals(new Extent(16, 1 << 20, 96), Extent.of(1 << 20, cache, 64 << 20));
        assertTrue(Extent.of(1 << 20, cache, 64 << 20).isShort());
        assertEquals(1, Extent.of(1 << 20, cache, 1).copies());
        assertEquals(1 << 18, Extent.of(128, cache, 1L << 34).copies());
        assertEquals(1, Extent.of(0, cache, 1L << 34).copies());
    }

    @Test
    void modesAreReadByTheirWords() {
        assertEquals(ColdCacheMode.WEI, ColdCacheMode.parse("wei"));
        assertEquals(
                "expected none, wei or all, got 'custom'",
                assertThrows(BadInput.class, () -> ColdCacheMode.parse("custom")).getMessage());
    }

    @Test
    void cachesThatProcessorsShareCountOnce(@TempDir Path processors) throws IOException {
        cache(processors, "cpu0", 1, "Instruction", "0", "32K");
        for (int i = 0; i < 4; i++) {
            cache(processors, "cpu" + i, 2, "Unified", "" + i, "1024K");
            cache(processors, "cpu" + i, 3, "Unified", i < 2 ? "0-1" : "2-3", "16M");
        }
        Files.createDirectories(processors.resolve("cpufreq"));
        assertEquals(new LastLevelCache(32 << 20, true), LastLevelCache.read(processors));
        assertFalse(LastLevelCache.read(processors.resolve("none")).known());
    }

    private static void cache(
            Path processors, String name, int level, String type, String shared, String size)
            throws IOException {
        Path folder = processors.resolve(name).resolve("cache").resolve("index" + level);
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("level"), level + "\n");
        Files.writeString(folder.resolve("type"), type + "\n");
        Files.writeString(folder.resolve("shared_cpu_list"), shared + "\n");
        Files.writeString(folder.resolve("size"), size + "\n");
    }
}
