package dev.onednn4j.bench.reference;

import dev.onednn4j.DataType;
import dev.onednn4j.bench.problem.ConvolutionCase;
import dev.onednn4j.bench.problem.PostOpLink;
import dev.onednn4j.bench.problem.PostOperations;
import dev.onednn4j.bench.problem.Quantized;
import dev.onednn4j.bench.problem.Quantized.Target;
import dev.onednn4j.bench.problem.RuntimeNames;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.stream.IntStream;

/// What dst should hold after a forward pass, from the sums that the [Reference] gives: scales,
/// bias, post-operations, a fused depthwise convolution and zero points, in oneDNN's order.
///
/// Not thread safe.
public final class ForwardExpectation {
    private final ConvolutionCase benchCase;
    private final RuntimeValues runtime;
    private final @Nullable TensorElements bias;
    private final double @Nullable [] before;
    private final PostOperations chain;

    /// @param bias one value for each output channel; null for none
    /// @param before what dst held before, for sums; null where no operation asks
    public ForwardExpectation(
            ConvolutionCase benchCase,
            RuntimeValues runtime,
            @Nullable TensorElements bias,
            double @Nullable [] before) {
        this.benchCase = benchCase;
        this.runtime = runtime;
        this.bias = bias;
        this.before = before;
        this.chain = benchCase.attributes().postOps();
    }

    /// What dst should hold.
    ///
    /// @param sums of products, dense and row-major
    public ExpectedResult of(double[] sums) {
        long[] dims = benchCase.effectiveProblem().dstDims();
        boolean fused = chain.depthwise().isPresent();
        PostOpEvaluation operations =
                new PostOpEvaluation(
                        chain, 0, chain.depthwiseIndex(), runtime, dims, fused ? null : before);
        Epilogue finish =
                new Epilogue(
                        scales(Target.SRC),
                        scales(Target.WEIGHTS),
                        bias,
                        operations,
                        scales(Target.DST),
                        zeroPoints(Target.DST));
        ExpectedResult first = finish.run(ExpectedResult.exactly(sums), dims);
        return fused ? depthwise(rounded(first, benchCase.types().dst())) : first;
    }

    /// The source's zero point for a channel.
    public int srcZeroPoint(int channel) {
        Factors points = zeroPoints(Target.SRC);
        return (int) points.get(channel);
    }

    private ExpectedResult depthwise(ExpectedResult inputs) {
        PostOpLink.DepthwiseLink fused = chain.depthwise().orElseThrow();
        long[] from = benchCase.effectiveProblem().dstDims();
        long[] to = benchCase.fusedDims();
        DepthwiseSum sum =
                new DepthwiseSum(fused, runtime.get(RuntimeNames.DEPTHWISE_WEIGHTS), from, to);
        PostOpEvaluation operations =
                new PostOpEvaluation(
                        chain,
                        chain.depthwiseIndex() + 1,
                        chain.links().size(),
                        runtime,
                        to,
                        before);
        Epilogue finish =
                new Epilogue(
                        scales(Target.DST),
                        scales(Target.DEPTHWISE_WEIGHTS),
                        runtime.has(RuntimeNames.DEPTHWISE_BIAS)
                                ? runtime.get(RuntimeNames.DEPTHWISE_BIAS)
                                : null,
                        operations,
                        scales(Target.DEPTHWISE_DST),
                        Factors.NONE);
        return finish.run(sum.of(inputs), to);
    }

    /// What lies between the two convolutions is stored in dst's type.
    private static ExpectedResult rounded(ExpectedResult values, DataType type) {
        double[] low = round(values.low(), type);
        return values.exact()
                ? ExpectedResult.exactly(low)
                : ExpectedResult.between(low, round(values.high(), type));
    }

    private static double[] round(double[] values, DataType type) {
        IntStream.range(0, values.length)
                .parallel()
                .forEach(i -> values[i] = Rounding.nearest(type, values[i]));
        return values;
    }

    private Factors scales(Target target) {
        return factors(benchCase.attributes().scales(), target, RuntimeNames.scales(target));
    }

    private Factors zeroPoints(Target target) {
        return factors(
                benchCase.attributes().zeroPoints(), target, RuntimeNames.zeroPoints(target));
    }

    private Factors factors(List<Quantized> entries, Target target, String name) {
        return Quantized.find(entries, target).isPresent()
                ? new Factors(runtime.get(name))
                : Factors.NONE;
    }

    /// Scales or zero points: one for all, or one for each channel.
    private record Factors(@Nullable TensorElements elements) {
        static final Factors NONE = new Factors(null);

        boolean isNone() {
            return elements == null;
        }

        double get(long channel) {
            return elements == null ? 0 : elements.get(elements.count() == 1 ? 0 : channel);
        }
    }

    /// What happens to sums before they are written. It works in their own arrays: those of a large
    /// layer fill the memory as they are.
    private record Epilogue(
            Factors srcScales,
            Factors weightsScales,
            @Nullable TensorElements bias,
            PostOpEvaluation operations,
            Factors dstScales,
            Factors dstZeroPoints) {
        ExpectedResult run(ExpectedResult sums, long[] dims) {
            if (isNothing()) {
                return sums;
            }
            double[] low = sums.low();
            double[] high = sums.exact() ? new double[sums.count()] : sums.high();
            int channels = Math.toIntExact(dims[1]);
            int planes = Math.toIntExact(dims[0] * channels);
            int area = planes == 0 ? 0 : sums.count() / planes;
            IntStream.range(0, planes)
                    .parallel()
                    .forEach(
                            plane -> {
                                ValueInterval value = new ValueInterval();
                                for (int place = 0; place < area; place++) {
                                    int at = plane * area + place;
                                    value.set(low[at], sums.exact() ? low[at] : high[at]);
                                    run(value, plane / channels, plane % channels, place);
                                    low[at] = value.low();
                                    high[at] = value.high();
                                }
                            });
            return ExpectedResult.between(low, high);
        }

        private boolean isNothing() {
            return srcScales.isNone()
                    && weightsScales.isNone()
                    && bias == null
                    && operations.isEmpty()
                    && dstScales.isNone()
                    && dstZeroPoints.isNone();
        }

        private void run(ValueInterval value, int image, int channel, int place) {
            if (!srcScales.isNone()) {
                value.multiply(srcScales.get(0));
            }
            if (!weightsScales.isNone()) {
                value.multiply(weightsScales.get(channel));
            }
            if (bias != null) {
                value.add(bias.get(channel));
            }
            operations.apply(value, image, channel, place);
            if (!dstScales.isNone()) {
                double scale = dstScales.get(channel);
                value.apply(x -> x / scale);
            }
            if (!dstZeroPoints.isNone()) {
                value.add(dstZeroPoints.get(channel));
            }
        }
    }
}
