package dev.onednn4j.bench.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.onednn4j.bench.problem.BenchdnnProblem;
import dev.onednn4j.bench.problem.ConvolutionCase;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// Holds the suite against the published architecture: ResNet-50 is a stem, then 3, 4, 6 and 3
/// blocks, each narrowing 1x1, 3x3, widening 1x1.
class ResNet50SuiteTest {
    /// All parameters of the network are 25,557,032. Without the classifier (2048 · 1000 + 1000)
    /// and the two for each channel of the 53 normalisations (2 · 26,560) these are left for
    /// convolutions.
    private static final long CONVOLUTION_PARAMETERS = 25_557_032 - 2_049_000 - 2 * 26_560;

    private static final int[] BLOCKS = {3, 4, 6, 3};

    private final Map<String, BenchdnnProblem> byName = new HashMap<>();
    private final Map<String, Long> uses = new HashMap<>();

    ResNet50SuiteTest() {
        SessionPlan script = CommandReader.read(List.of("--batch=resnet50"), Path.of(""));
        for (ConvolutionCase benchCase : script.cases()) {
            byName.put(benchCase.problem().displayName(), benchCase.problem());
        }
    }

    @Test
    void hasTwentyDistinctShapes() {
        assertEquals(20, byName.size());
        assertEquals(
                20,
                new HashSet<>(
                                byName.values().stream()
                                        .map(problem -> problem.toString().replaceAll("n\".*", ""))
                                        .toList())
                        .size());
    }

    /// Walks the network from layer to layer. Whatever comes out of one must go into the next, and
    /// each shape must be met as often as its name says.
    @Test
    void layersFollowFromEachOther() {
        StageShape shape = through("conv1", new StageShape(3, 224));
        shape = new StageShape(shape.channels(), (shape.size() + 2 - 3) / 2 + 1);
        for (int stage = 2; stage <= 5; stage++) {
            String prefix = "conv" + stage + ".";
            for (int block = 0; block < BLOCKS[stage - 2]; block++) {
                boolean first = block == 0;
                String shortcut = stage == 2 ? "expand" : "shortcut";
                StageShape beside = first ? through(prefix + shortcut, shape) : shape;
                shape = through(prefix + (first ? "reduce1" : "reduce"), shape);
                shape = through(prefix + "3x3", shape);
                shape = through(prefix + "expand", shape);
                assertEquals(beside, shape, "both branches are added, block " + block);
            }
        }
        assertEquals(new StageShape(2048, 7), shape);
        byName.forEach(
                (name, problem) -> assertEquals(problem.multiplicity(), uses.get(name), name));
        assertEquals(53, uses.values().stream().mapToLong(Long::longValue).sum());
    }

    @Test
    void parametersAddUp() {
        long parameters = 0;
        for (BenchdnnProblem problem : byName.values()) {
            long weights = 1;
            for (long dim : problem.weightsDims()) {
                weights *= dim;
            }
            parameters += problem.multiplicity() * weights;
        }
        assertEquals(CONVOLUTION_PARAMETERS, parameters);
    }

    /// He et al. give 3.8 · 10^9 multiply-adds, the classifier's two millions included.
    @Test
    void multiplyAddsAddUp() {
        double all = 0;
        for (BenchdnnProblem problem : byName.values()) {
            double outputs = 1;
            for (long dim : problem.dstDims()) {
                outputs *= dim;
            }
            long perOutput = 1;
            for (int i = 1; i < problem.weightsRank(); i++) {
                perOutput *= problem.weightsDims()[i];
            }
            all += problem.multiplicity() * outputs / problem.minibatch() * perOutput;
        }
        assertEquals(3.86e9, all, 0.01e9);
    }

    private StageShape through(String layer, StageShape shape) {
        String name = "resnet50:" + layer;
        BenchdnnProblem problem = byName.get(name);
        assertNotNull(problem, name);
        uses.merge(name, 1L, Long::sum);
        assertEquals(
                shape,
                new StageShape(problem.inputChannels(), problem.axes().getFirst().input()),
                name);
        assertEquals(problem.axes().getFirst(), problem.axes().getLast(), name);
        return new StageShape(problem.outputChannels(), problem.axes().getFirst().output());
    }

    private record StageShape(long channels, long size) {}
}
