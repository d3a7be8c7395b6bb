package dev.onednn4j.bench.problem;

import dev.onednn4j.Attributes;
import dev.onednn4j.DataType;
import dev.onednn4j.Granularity;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.PostOps;
import dev.onednn4j.QuantizedArgument;

import java.util.List;
import java.util.Optional;

/// One combination of what the `--attr-` knobs list.
public record CaseAttributes(
        List<Quantized> scales,
        List<Quantized> zeroPoints,
        PostOperations postOps,
        Numerics numerics) {
    static final CaseAttributes NONE =
            new CaseAttributes(List.of(), List.of(), PostOperations.NONE, Numerics.DEFAULT);

    private static final int CHANNELS = 1 << 1;

    public CaseAttributes {
        scales = List.copyOf(scales);
        zeroPoints = List.copyOf(zeroPoints);
    }

    /// The API's attributes for a case. What [UnsupportedProblem] names must have been ruled out.
    public Attributes toAttributes(ConvolutionCase benchCase) {
        Attributes attributes = numerics.apply(Attributes.none());
        boolean grouped = benchCase.problem().grouped();
        for (Quantized entry : scales) {
            Optional<QuantizedArgument> argument = argument(entry.target());
            Optional<Granularity> granularity = granularity(entry, grouped);
            if (argument.isPresent() && granularity.isPresent()) {
                attributes = attributes.scales(argument.get(), granularity.get(), entry.type());
            }
        }
        for (Quantized entry : zeroPoints) {
            Optional<QuantizedArgument> argument = argument(entry.target());
            Optional<Granularity> granularity = granularity(entry, grouped);
            if (argument.isPresent() && granularity.isPresent()) {
                attributes = attributes.zeroPoints(argument.get(), granularity.get(), entry.type());
            }
        }
        return attributes.postOps(postOps(benchCase));
    }

    public static Optional<QuantizedArgument> argument(Quantized.Target target) {
        return switch (target) {
            case SRC -> Optional.of(QuantizedArgument.SRC);
            case WEIGHTS -> Optional.of(QuantizedArgument.WEIGHTS);
            case DST -> Optional.of(QuantizedArgument.DST);
            case DEPTHWISE_WEIGHTS -> Optional.of(QuantizedArgument.DEPTHWISE_WEIGHTS);
            case DEPTHWISE_DST -> Optional.of(QuantizedArgument.DEPTHWISE_DST);
            case SRC_1 -> Optional.empty();
        };
    }

    /// How fine an entry is; empty when a convolution knows nothing so fine.
    static Optional<Granularity> granularity(Quantized entry, boolean grouped) {
        if (!entry.groups().isEmpty()) {
            return Optional.empty();
        }
        int rank = 3;
        boolean weights = entry.target() == Quantized.Target.WEIGHTS;
        int bits = weights ? entry.mask().weightsBits(rank, grouped) : entry.mask().bits(rank);
        int channels = weights ? Mask.of("per_oc").weightsBits(rank, grouped) : CHANNELS;
        if (bits == 0) {
            return Optional.of(Granularity.COMMON);
        }
        return bits == channels ? Optional.of(Granularity.PER_CHANNEL) : Optional.empty();
    }

    private PostOps postOps(ConvolutionCase benchCase) {
        PostOps chain = PostOps.none();
        long[] dims = benchCase.effectiveProblem().dstDims();
        for (int i = 0; i < postOps.links().size(); i++) {
            String name = RuntimeNames.operand(i);
            long[] reached = i > postOps.depthwiseIndex() ? benchCase.fusedDims() : dims;
            chain =
                    switch (postOps.links().get(i)) {
                        case PostOpLink.SumLink sum -> append(chain, sum);
                        case PostOpLink.FunctionLink function ->
                                chain.eltwise(
                                        function.algorithm(),
                                        (float) function.alpha(),
                                        (float) function.beta());
                        case PostOpLink.BinaryLink binary ->
                                chain.binary(
                                        binary.algorithm(),
                                        name,
                                        descriptor(binary.operand(), reached));
                        case PostOpLink.SelectLink select ->
                                chain.select(
                                        name,
                                        descriptor(select.operand(), reached),
                                        RuntimeNames.condition(i),
                                        descriptor(select.condition(), reached));
                        case PostOpLink.PreluLink prelu ->
                                chain.prelu(name, prelu.mask().bits(dims.length));
                        case PostOpLink.DepthwiseLink depthwise ->
                                chain.depthwise(
                                        benchCase.types().weights(),
                                        benchCase.biasType(),
                                        depthwise.dst(),
                                        depthwise.kernel(),
                                        depthwise.stride(),
                                        depthwise.padding());
                    };
        }
        return chain;
    }

    private static PostOps append(PostOps chain, PostOpLink.SumLink sum) {
        DataType type = sum.type();
        float scale = (float) sum.scale();
        int zeroPoint = (int) sum.zeroPoint();
        return type == null ? chain.sum(scale, zeroPoint) : chain.sum(scale, zeroPoint, type);
    }

    /// A tensor of which no more than one dimension counts has one layout alone.
    private static MemoryDescriptor descriptor(PostOpLink.LinkOperand operand, long[] dstDims) {
        int bits = operand.bits(dstDims.length);
        long[] dims = Mask.dims(bits, dstDims);
        MemoryDescriptor dense = MemoryDescriptor.of(operand.type(), dims);
        if (!operand.strides().isEmpty()) {
            return dense.withStrides(
                    KnobValue.split(operand.strides(), 'x').stream()
                            .mapToLong(KnobValue::wholeNumber)
                            .toArray());
        }
        return Integer.bitCount(bits) <= 1 ? dense : operand.tag().describe(operand.type(), dims);
    }

    /// Whether anything happens to a sum but that it is rounded to the type of dst.
    public boolean changeResults() {
        return !scales.isEmpty() || !zeroPoints.isEmpty() || !postOps.isEmpty();
    }

    /// The knobs that differ from the defaults, each followed by a space.
    public String knobs() {
        StringBuilder line = new StringBuilder();
        append(line, "scales", Quantized.text(scales, DataType.F32));
        append(line, "zero-points", Quantized.text(zeroPoints, DataType.S32));
        append(line, "post-ops", postOps.toString());
        return line.append(numerics.knobs()).toString();
    }

    private static void append(StringBuilder line, String knob, String value) {
        if (!value.isEmpty()) {
            line.append("--attr-").append(knob).append('=').append(value).append(' ');
        }
    }
}
