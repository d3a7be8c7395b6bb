package dev.onednn4j.fuzz.draw;

import dev.onednn4j.AccumulationMode;
import dev.onednn4j.BinaryAlgorithm;
import dev.onednn4j.DataType;
import dev.onednn4j.EltwiseAlgorithm;
import dev.onednn4j.FpmathMode;
import dev.onednn4j.Granularity;
import dev.onednn4j.QuantizedArgument;
import dev.onednn4j.fuzz.problem.AttributeSpec;
import dev.onednn4j.fuzz.problem.Kind;
import dev.onednn4j.fuzz.problem.LayoutSpec;
import dev.onednn4j.fuzz.problem.PostOpSpec;
import dev.onednn4j.fuzz.problem.Quantity;

import java.util.ArrayList;
import java.util.List;

/// Draws attributes.
record AttributeDraw(Dice dice, Kind kind) {
    /// Scales, zero points, post-ops and numerical modes of a forward pass.
    ///
    /// @param ndims of dst
    AttributeSpec forward(DataType src, DataType dst, int ndims) {
        return quantized(AttributeSpec.NONE, isByte(src), isByte(dst))
                .withPostOps(chain(ndims, isInteger(src) && isInteger(dst)))
                .withModes(fpmath(), dice.percent(3), accumulation(), dice.percent(8));
    }

    /// Numerical modes of a backward pass.
    AttributeSpec backward() {
        return AttributeSpec.NONE.withModes(fpmath(), false, accumulation(), dice.percent(8));
    }

    /// Functions and operands alone.
    ///
    /// @param ndims of dst
    AttributeSpec postOps(int ndims) {
        return AttributeSpec.NONE.withPostOps(chain(ndims, false));
    }

    private static boolean isByte(DataType type) {
        return type == DataType.S8 || type == DataType.U8;
    }

    private static boolean isInteger(DataType type) {
        return isByte(type) || type == DataType.S32;
    }

    private FpmathMode fpmath() {
        return dice.percent(88) ? FpmathMode.STRICT : dice.of(FpmathMode.values());
    }

    private AccumulationMode accumulation() {
        return dice.percent(92) ? AccumulationMode.STRICT : dice.of(AccumulationMode.values());
    }

    /// Scales and zero points, mostly where there are bytes.
    AttributeSpec quantized(AttributeSpec attributes, boolean srcBytes, boolean dstBytes) {
        if (!dice.percent(srcBytes || dstBytes ? 60 : 5)) {
            return attributes;
        }
        List<Quantity> scales = new ArrayList<>();
        List<Quantity> zeroPoints = new ArrayList<>();
        if (kind == Kind.BINARY) {
            add(scales, QuantizedArgument.SRC, 50, 0);
            add(scales, QuantizedArgument.SRC_1, 50, 0);
            return attributes.withQuantities(scales, zeroPoints);
        }
        if (kind == Kind.SOFTMAX) {
            add(scales, QuantizedArgument.SRC, 50, 0);
            add(scales, QuantizedArgument.DST, 50, 0);
            return attributes.withQuantities(scales, zeroPoints);
        }
        add(scales, QuantizedArgument.SRC, 40, 5);
        add(scales, QuantizedArgument.WEIGHTS, 60, 60);
        add(scales, QuantizedArgument.DST, 40, 5);
        if (srcBytes) {
            add(zeroPoints, QuantizedArgument.SRC, 40, 20);
            add(zeroPoints, QuantizedArgument.WEIGHTS, kind == Kind.MATRIX_PRODUCT ? 20 : 2, 10);
            add(zeroPoints, QuantizedArgument.DST, 40, 20);
        }
        return attributes.withQuantities(scales, zeroPoints);
    }

    private void add(List<Quantity> all, QuantizedArgument argument, int chance, int perChannel) {
        if (dice.percent(chance)) {
            all.add(
                    new Quantity(
                            argument,
                            dice.percent(perChannel)
                                    ? Granularity.PER_CHANNEL
                                    : Granularity.COMMON));
        }
    }

    private List<PostOpSpec> chain(int ndims, boolean integers) {
        int length =
                switch (dice.between(0, 19)) {
                    case 0, 1, 2, 3, 4 -> 1;
                    case 5, 6 -> 2;
                    case 7 -> 3;
                    case 8 -> dice.between(4, 6);
                    default -> 0;
                };
        List<PostOpSpec> chain = new ArrayList<>();
        while (chain.size() < length) {
            addOne(chain, ndims, integers);
        }
        return List.copyOf(chain);
    }

    private void addOne(List<PostOpSpec> chain, int ndims, boolean integers) {
        int kindOfOne = dice.between(0, 19);
        if (kindOfOne < 5) {
            chain.add(exactFunction());
        } else if (kindOfOne < 7) {
            chain.add(new PostOpSpec.Function(EltwiseAlgorithm.CLIP, -6, 6));
            chain.add(function());
        } else if (kindOfOne < 13) {
            DataType type =
                    dice.of(
                            DataType.F32,
                            DataType.F32,
                            DataType.S32,
                            DataType.S8,
                            DataType.U8,
                            DataType.BF16);
            int mask = mask(ndims);
            chain.add(
                    new PostOpSpec.WithTensor(
                            dice.of(BinaryAlgorithm.values()), type, mask, layout(ndims)));
        } else if (kindOfOne < 15) {
            chain.add(new PostOpSpec.Slopes(ndims > 5 ? 0 : mask(ndims)));
        } else if (kindOfOne < 16) {
            chain.add(new PostOpSpec.Choice(DataType.F32, mask(ndims), layout(ndims), mask(ndims)));
        } else if (chain.stream().noneMatch(PostOpSpec.Addition.class::isInstance)) {
            int zeroPoint = integers && dice.percent(25) ? dice.between(-4, 4) : 0;
            chain.add(new PostOpSpec.Addition(dice.of(1f, 1f, 2f, 0.5f, -1f), zeroPoint));
        }
    }

    /// The dimensions along which an operand differs: none, the channels, all, the last two, any.
    private int mask(int ndims) {
        int all = (1 << ndims) - 1;
        return switch (dice.between(0, 5)) {
            case 0 -> 0;
            case 1 -> 2 & all;
            case 2 -> all;
            case 3 -> 3 << Math.max(0, ndims - 2) & all;
            default -> dice.between(0, all);
        };
    }

    private String layout(int ndims) {
        return switch (dice.between(0, 3)) {
            case 0 -> LayoutSpec.plain(ndims);
            case 1 -> ndims < 6 ? LayoutDraw.channelsLast(ndims) : LayoutSpec.plain(ndims);
            default -> "any";
        };
    }

    /// A function whose results f32 holds exactly.
    private PostOpSpec exactFunction() {
        return switch (dice.between(0, 5)) {
            case 0, 1 -> new PostOpSpec.Function(EltwiseAlgorithm.RELU, dice.between(0, 2), 0);
            case 2 -> new PostOpSpec.Function(EltwiseAlgorithm.LINEAR, dice.between(-2, 2), 3);
            case 3 -> new PostOpSpec.Function(EltwiseAlgorithm.ABS, 0, 0);
            case 4 -> new PostOpSpec.Function(EltwiseAlgorithm.CLIP_V2, -dice.between(0, 50), 60);
            default -> new PostOpSpec.Function(EltwiseAlgorithm.ROUND, 0, 0);
        };
    }

    /// Any function with parameters that make sense.
    PostOpSpec.Function function() {
        EltwiseAlgorithm algorithm = dice.of(EltwiseAlgorithm.values());
        float alpha =
                switch (algorithm) {
                    case CLIP, CLIP_V2, CLIP_V2_USE_DST_FOR_BWD -> dice.of(-1.3f, -2f, 0f);
                    case SOFT_RELU, SWISH -> dice.of(0.7f, 1f, 2f);
                    case HARDSIGMOID, HARDSWISH -> dice.of(0.3f, 0.25f);
                    case RELU, RELU_USE_DST_FOR_BWD, ELU, ELU_USE_DST_FOR_BWD ->
                            dice.of(0f, 0.3f, 1.7f);
                    default -> dice.of(0.3f, 1f, 1.7f);
                };
        float beta =
                switch (algorithm) {
                    case CLIP, CLIP_V2, CLIP_V2_USE_DST_FOR_BWD -> dice.of(1.9f, 3f);
                    case POW -> dice.between(-2, 3) / 2f;
                    default -> dice.of(0.45f, 0f, 1f);
                };
        return new PostOpSpec.Function(algorithm, alpha, beta);
    }
}
