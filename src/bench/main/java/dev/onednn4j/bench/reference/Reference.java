package dev.onednn4j.bench.reference;

import dev.onednn4j.bench.problem.BenchdnnProblem;

import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Convolution and deconvolution by their definition, forward and backward, independent of oneDNN.
///
/// Sums are exact where operands are integers, as long as f64 can hold them; sums of other numbers
/// are those of f64. Small integers are so fast that whole networks can be checked: they are added
/// up in f32, which takes as many of them as cannot make it round, and all processors take part.
/// Operands must be finite, or else there is an [ArithmeticException].
///
/// Tensors are row-major: {N, C, spatial…} and {\[G,\] O, I, taps…}. Thread safe.
public final class Reference {
    private final TapGeometry taps;
    private final Grid grid;
    private final Weights weights;
    private final Placement image;
    private final Placement map;
    private final boolean transposed;

    /// @throws ArithmeticException when the problem is too large for arrays
    public Reference(BenchdnnProblem problem) {
        taps = TapGeometry.of(problem);
        grid = new Grid(taps);
        transposed = problem.driver().isTransposed();
        weights = Weights.of(taps, transposed);
        image = Placement.ofImage(taps, grid);
        map = Placement.ofMap(taps, grid);
    }

    /// The forward pass without bias.
    public double[] forward(TensorElements src, TensorElements weights) {
        return forward(src, Reference::noZeroPoint, weights);
    }

    /// The forward pass without bias.
    ///
    /// @param srcZeroPoint what is subtracted from the elements of a channel of src; padding stays
    ///   0
    public double[] forward(
            TensorElements src, IntUnaryOperator srcZeroPoint, TensorElements weights) {
        return across(!transposed, src, srcZeroPoint, weights);
    }

    /// The gradient by src.
    public double[] backwardData(TensorElements diffDst, TensorElements weights) {
        return across(transposed, diffDst, Reference::noZeroPoint, weights);
    }

    /// The gradient by weights.
    public double[] backwardWeights(TensorElements src, TensorElements diffDst) {
        TensorElements imageValues = transposed ? diffDst : src;
        TensorElements mapValues = transposed ? src : diffDst;
        int exactTerms = Magnitude.of(imageValues).exactTerms(Magnitude.of(mapValues));
        Dots dots =
                exactTerms > 0
                        ? Dots.ofIntegers(
                                map.packIntegers(mapValues, Reference::noZeroPoint),
                                image.packIntegers(imageValues, Reference::noZeroPoint))
                        : Dots.ofReals(
                                map.packReals(mapValues, Reference::noZeroPoint),
                                image.packReals(imageValues, Reference::noZeroPoint));
        double[] sums = new double[weights.groupStep() * taps.groups()];
        WeightsSum sum = new WeightsSum(taps, grid, weights, dots, sums);
        IntStream.range(0, sum.tasks()).parallel().forEach(sum::run);
        return sums;
    }

    /// The gradient by bias.
    ///
    /// @param channels those of all groups together
    public static double[] backwardBias(TensorElements diffDst, long images, int channels) {
        double[] sums = new double[channels];
        int area = Math.toIntExact(diffDst.count() / images / channels);
        IntStream.range(0, channels)
                .parallel()
                .forEach(
                        channel -> {
                            double[] plane = new double[area];
                            double sum = 0;
                            for (long image = 0; image < images; image++) {
                                diffDst.read((image * channels + channel) * area, plane, 0, area);
                                for (double value : plane) {
                                    sum += value;
                                }
                            }
                            sums[channel] = sum;
                        });
        return sums;
    }

    private static int noZeroPoint(int channel) {
        return 0;
    }

    /// Sums into one of the two tensors what the other one and the weights give.
    private double[] across(
            boolean gathers,
            TensorElements operand,
            IntUnaryOperator zeroPoint,
            TensorElements factors) {
        Placement from = gathers ? image : map;
        Placement to = gathers ? map : image;
        int largestZeroPoint = 0;
        for (int channel = 0; channel < from.channels(); channel++) {
            int magnitude = Math.absExact(zeroPoint.applyAsInt(channel));
            largestZeroPoint = Math.max(largestZeroPoint, magnitude);
        }
        int exactTerms =
                Magnitude.of(operand).shiftedBy(largestZeroPoint).exactTerms(Magnitude.of(factors));
        Supplier<Tile> tile = tiles(from, operand, zeroPoint, factors.toArray(), exactTerms);
        double[] sums = new double[to.elements()];
        ActivationSum sum = new ActivationSum(taps, grid, weights, gathers, from, to, sums);
        IntStream.range(0, sum.tasks()).parallel().forEach(task -> sum.run(task, tile.get()));
        return sums;
    }

    private static Supplier<Tile> tiles(
            Placement from,
            TensorElements operand,
            IntUnaryOperator zeroPoint,
            double[] factors,
            int exactTerms) {
        if (exactTerms > 0) {
            int[][] lines = from.packIntegers(operand, zeroPoint);
            return () -> new IntegerTile(lines, factors, exactTerms);
        }
        double[][] lines = from.packReals(operand, zeroPoint);
        return () -> new RealTile(lines, factors);
    }
}
