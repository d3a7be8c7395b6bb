package dev.onednn4j.bench.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.bench.problem.ConvolutionCase;
import dev.onednn4j.bench.problem.ConvolutionProblem;
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
    record Shape(long channels, List<Long> sizes) {
        static Shape of(long channels, Long... sizes) {
            return new Shape(channels, List.of(sizes));
        }

        Shape withChannels(long newChannels) {
            return new Shape(newChannels, sizes);
        }

        /// A pooling that rounds down.
        Shape pooled() {
            return new Shape(channels, sizes.stream().map(size -> size / 2).toList());
        }

        Shape doubled() {
            return new Shape(channels, sizes.stream().map(size -> 2 * size).toList());
        }
    }

    /// A kernel with as many taps on each axis.
    ///
    /// @param padding before the source
    /// @param same the output is the input divided by the stride, rounded up, and the padding is
    ///   what that takes, the smaller half first
    /// @param causal the whole padding comes before the source
    /// @param dilation **1 = none**
    record Kernel(
            long taps,
            long stride,
            long padding,
            boolean same,
            boolean causal,
            long dilation,
            long groups) {
        static Kernel valid(long taps) {
            return new Kernel(taps, 1, 0, false, false, 1, 1);
        }

        static Kernel same(long taps) {
            return new Kernel(taps, 1, 0, true, false, 1, 1);
        }

        static Kernel causal(long taps) {
            return new Kernel(taps, 1, 0, true, true, 1, 1);
        }

        Kernel stride(long newStride) {
            return new Kernel(taps, newStride, padding, same, causal, dilation, groups);
        }

        Kernel padding(long newPadding) {
            return new Kernel(taps, stride, newPadding, false, false, dilation, groups);
        }

        Kernel dilation(long newDilation) {
            return new Kernel(taps, stride, padding, same, causal, newDilation, groups);
        }

        Kernel groups(long newGroups) {
            return new Kernel(taps, stride, padding, same, causal, dilation, newGroups);
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

    private final Map<ConvolutionProblem, ConvolutionProblem> byShape = new LinkedHashMap<>();
    private final Map<ConvolutionProblem, Long> uses = new HashMap<>();
    private long outputChannels;
    Shape shape;

    NetworkWalk(String suite, Shape input) {
        shape = input;
        Script script = CommandReader.read(List.of("--batch=" + suite), Path.of(""));
        assertEquals(List.of(), script.rejected());
        for (ConvolutionCase tested : script.cases()) {
            ConvolutionProblem problem = tested.problem();
            assertTrue(problem.displayName().startsWith(suite + ":"), problem.name());
            assertNull(byShape.put(bare(problem), problem), () -> "twice: " + problem);
        }
        long names =
                byShape.values().stream().map(ConvolutionProblem::displayName).distinct().count();
        assertEquals(byShape.size(), names, "each shape has a name of its own");
    }

    private static ConvolutionProblem bare(ConvolutionProblem problem) {
        return new ConvolutionProblem(
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
    Shape convolve(long channels, Kernel kernel) {
        List<SpatialAxis> axes = new ArrayList<>();
        shape.sizes().forEach(size -> axes.add(kernel.on(size)));
        return pass(channels, Driver.CONVOLUTION, kernel.groups(), axes);
    }

    /// Puts a deconvolution on the shape reached that doubles it, with a tap for each new place.
    Shape convolveUp(long channels) {
        List<SpatialAxis> axes = new ArrayList<>();
        shape.sizes().forEach(size -> axes.add(new SpatialAxis(size, 2 * size, 2, 2, 0, 0)));
        return pass(channels, Driver.DECONVOLUTION, 1, axes);
    }

    private Shape pass(long channels, Driver driver, long groups, List<SpatialAxis> axes) {
        ConvolutionProblem wanted =
                new ConvolutionProblem(
                        driver, groups > 1, groups, 1, shape.channels(), channels, axes, "");
        assertTrue(byShape.containsKey(wanted), () -> "the suite lacks " + wanted);
        uses.merge(wanted, 1L, Long::sum);
        outputChannels += channels;
        shape = new Shape(channels, axes.stream().map(SpatialAxis::output).toList());
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
        for (Map.Entry<ConvolutionProblem, ConvolutionProblem> entry : byShape.entrySet()) {
            ConvolutionProblem single = entry.getKey();
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
