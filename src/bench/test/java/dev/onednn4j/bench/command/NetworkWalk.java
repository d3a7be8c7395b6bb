package dev.onednn4j.bench.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.bench.problem.BenchdnnProblem;
import dev.onednn4j.bench.problem.ConvolutionCase;
import dev.onednn4j.bench.problem.Driver;
import dev.onednn4j.bench.problem.SpatialAxis;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Goes through a network layer by layer, each fed with what the one before gave, and asks of the
/// suite that it has every layer's shape, as often as the network does and nothing else.
final class NetworkWalk {
    /// What flows between layers: channels and points of each axis.
    record FeatureShape(long channels, List<Long> sizes) {
        static FeatureShape of(long channels, Long... sizes) {
            return new FeatureShape(channels, List.of(sizes));
        }

        FeatureShape withChannels(long newChannels) {
            return new FeatureShape(newChannels, sizes);
        }

        /// A pooling that rounds down.
        FeatureShape pooled() {
            return new FeatureShape(channels, sizes.stream().map(size -> size / 2).toList());
        }

        FeatureShape doubled() {
            return new FeatureShape(channels, sizes.stream().map(size -> 2 * size).toList());
        }
    }

    /// A kernel with as many taps on each axis.
    ///
    /// @param padding before the source
    /// @param same the output is the input divided by the stride, rounded up, and the padding is
    ///   what that takes, the smaller half first
    /// @param causal the whole padding comes before the source
    /// @param dilation **1 = none**
    record LayerKernel(
            long taps,
            long stride,
            long padding,
            boolean same,
            boolean causal,
            long dilation,
            long groups) {
        static LayerKernel valid(long taps) {
            return new LayerKernel(taps, 1, 0, false, false, 1, 1);
        }

        static LayerKernel same(long taps) {
            return new LayerKernel(taps, 1, 0, true, false, 1, 1);
        }

        static LayerKernel causal(long taps) {
            return new LayerKernel(taps, 1, 0, true, true, 1, 1);
        }

        LayerKernel stride(long newStride) {
            return new LayerKernel(taps, newStride, padding, same, causal, dilation, groups);
        }

        LayerKernel padding(long newPadding) {
            return new LayerKernel(taps, stride, newPadding, false, false, dilation, groups);
        }

        LayerKernel dilation(long newDilation) {
            return new LayerKernel(taps, stride, padding, same, causal, newDilation, groups);
        }

        LayerKernel groups(long newGroups) {
            return new LayerKernel(taps, stride, padding, same, causal, dilation, newGroups);
        }

        private SpatialAxis on(long input) {
            long span = (taps - 1) * dilation + 1;
            long output =
                    same
                            ? (input + stride - 1) / stride
                            : (input + 2 * padding - span) / stride + 1;
            long missing = Math.max(0, (output - 1) * stride + span - input);
            long before = same ? (causal ? missing : missing / 2) : padding;
            return new SpatialAxis(input, output, taps, stride, before, dilation - 1);
        }
    }

    private final Map<BenchdnnProblem, BenchdnnProblem> byShape = new LinkedHashMap<>();
    private final Map<BenchdnnProblem, Long> uses = new HashMap<>();
    private long outputChannels;
    FeatureShape shape;

    NetworkWalk(String suite, FeatureShape input) {
        shape = input;
        SessionPlan script = CommandReader.read(List.of("--batch=" + suite), Path.of(""));
        assertEquals(List.of(), script.rejected());
        for (ConvolutionCase benchCase : script.cases()) {
            BenchdnnProblem problem = benchCase.problem();
            assertTrue(problem.displayName().startsWith(suite + ":"), problem.name());
            assertNull(byShape.put(bare(problem), problem), () -> "twice: " + problem);
        }
        long names = byShape.values().stream().map(BenchdnnProblem::displayName).distinct().count();
        assertEquals(byShape.size(), names, "each shape has a name of its own");
    }

    private static BenchdnnProblem bare(BenchdnnProblem problem) {
        return new BenchdnnProblem(
                problem.driver(),
                problem.grouped(),
                problem.groups(),
                1,
                problem.inputChannels(),
                problem.outputChannels(),
                problem.axes(),
                "");
    }

    /// Puts a layer on the shape reached and goes on with what comes out.
    FeatureShape convolve(long channels, LayerKernel kernel) {
        List<SpatialAxis> axes = new ArrayList<>();
        shape.sizes().forEach(size -> axes.add(kernel.on(size)));
        return pass(channels, Driver.CONVOLUTION, kernel.groups(), axes);
    }

    /// Puts a deconvolution on the shape reached that doubles it, with a tap for each new place.
    FeatureShape convolveUp(long channels) {
        List<SpatialAxis> axes = new ArrayList<>();
        shape.sizes().forEach(size -> axes.add(new SpatialAxis(size, 2 * size, 2, 2, 0, 0)));
        return pass(channels, Driver.DECONVOLUTION, 1, axes);
    }

    private FeatureShape pass(long channels, Driver driver, long groups, List<SpatialAxis> axes) {
        BenchdnnProblem wanted =
                new BenchdnnProblem(
                        driver, groups > 1, groups, 1, shape.channels(), channels, axes, "");
        assertTrue(byShape.containsKey(wanted), () -> "the suite lacks " + wanted);
        uses.merge(wanted, 1L, Long::sum);
        outputChannels += channels;
        shape = new FeatureShape(channels, axes.stream().map(SpatialAxis::output).toList());
        return shape;
    }

    /// Says that the walk is over.
    ///
    /// @param layers the convolutions that the network must have had
    void end(long layers) {
        byShape.forEach(
                (key, problem) ->
                        assertEquals(
                                problem.multiplicity(),
                                uses.getOrDefault(key, 0L),
                                problem.toString()));
        assertEquals(layers, uses.values().stream().mapToLong(Long::longValue).sum());
    }

    /// The output channels of all layers so far: where each layer has a bias, the biases.
    long outputChannels() {
        return outputChannels;
    }

    /// The weights of all layers in the suite, as often as their names say.
    long weights() {
        return byShape.values().stream()
                .mapToLong(problem -> problem.multiplicity() * product(problem.weightsDims()))
                .sum();
    }

    /// For one image, taps on padding included.
    double multiplyAdds() {
        double all = 0;
        for (Map.Entry<BenchdnnProblem, BenchdnnProblem> entry : byShape.entrySet()) {
            BenchdnnProblem single = entry.getKey();
            boolean scatters = single.driver().isTransposed();
            double channels = scatters ? single.inputChannels() : single.outputChannels();
            double perPoint = product(single.weightsDims()) / channels;
            long points = product(scatters ? single.srcDims() : single.dstDims());
            all += entry.getValue().multiplicity() * points * perPoint;
        }
        return all;
    }

    private static long product(long[] factors) {
        long product = 1;
        for (long factor : factors) {
            product *= factor;
        }
        return product;
    }
}
