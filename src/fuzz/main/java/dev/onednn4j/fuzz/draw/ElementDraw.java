package dev.onednn4j.fuzz.draw;

import dev.onednn4j.DataType;
import dev.onednn4j.EltwiseAlgorithm;
import dev.onednn4j.fuzz.problem.AttributeSpec;
import dev.onednn4j.fuzz.problem.FuzzProblem;
import dev.onednn4j.fuzz.problem.Kind;
import dev.onednn4j.fuzz.problem.Pass;
import dev.onednn4j.fuzz.problem.PostOpSpec;
import dev.onednn4j.fuzz.problem.TensorSizes;
import dev.onednn4j.fuzz.problem.TensorSpec;

import java.util.LinkedHashMap;
import java.util.Map;

/// Draws element-wise functions, softmaxes and batch normalizations.
record ElementDraw(Dice dice, Kind kind) {
    private static final long LARGEST_TENSOR = 20_000;

    FuzzProblem draw() {
        Pass pass = dice.of(kind.passes());
        int ndims =
                kind == Kind.BATCH_NORMALIZATION
                        ? dice.between(2, 5)
                        : dice.of(1, 2, 3, 4, 4, 5, 6);
        long[] dims = dice.dims(ndims, 72, dice.percent(80) ? LARGEST_TENSOR / 10 : LARGEST_TENSOR);
        Map<String, String> options = new LinkedHashMap<>();
        DataType type = TypeDraw.floating(dice);
        DataType result = type;
        switch (kind) {
            case ELTWISE -> {
                PostOpSpec.Function function = new AttributeDraw(dice, kind).function();
                options.put("alg", function.algorithm().name().toLowerCase(java.util.Locale.ROOT));
                options.put("alpha", String.valueOf(function.alpha()));
                options.put("beta", String.valueOf(function.beta()));
                if (pass.isForward() && isForIntegers(function.algorithm())) {
                    type = TypeDraw.common(dice);
                    result = dice.percent(90) ? type : TypeDraw.common(dice);
                }
            }
            case SOFTMAX -> {
                options.put("alg", dice.of("accurate", "log"));
                options.put("axis", String.valueOf(dice.between(0, ndims - 1)));
                if (pass.isForward()) {
                    result = dice.percent(70) ? type : TypeDraw.common(dice);
                }
            }
            default -> {
                type = pass == Pass.INFERENCE && dice.percent(15) ? DataType.S8 : type;
                result = type;
                options.put("flags", flags(type));
            }
        }
        return problem(pass, dims, options, type, result);
    }

    private static boolean isForIntegers(EltwiseAlgorithm algorithm) {
        return algorithm == EltwiseAlgorithm.RELU
                || algorithm == EltwiseAlgorithm.LINEAR
                || algorithm == EltwiseAlgorithm.CLIP;
    }

    /// benchdnn's letters: statistics are given, scale, shift, ReLU.
    private String flags(DataType type) {
        StringBuilder flags = new StringBuilder();
        if (type == DataType.S8 || dice.percent(50)) {
            flags.append('G');
        }
        for (char flag : "CHR".toCharArray()) {
            if (dice.percent(50)) {
                flags.append(flag);
            }
        }
        return flags.isEmpty() ? "none" : flags.toString();
    }

    private FuzzProblem problem(
            Pass pass, long[] dims, Map<String, String> options, DataType type, DataType result) {
        LayoutDraw layouts = new LayoutDraw(dice, false);
        boolean alike = dice.percent(70);
        Map<String, TensorSpec> operands = new LinkedHashMap<>();
        TensorSpec src = new TensorSpec(type, layouts.activation(dims));
        operands.put("src", src);
        operands.put(
                "dst", alike ? src.with(result) : new TensorSpec(result, layouts.activation(dims)));
        if (!pass.isForward()) {
            TensorSpec diff = alike ? src : new TensorSpec(type, layouts.activation(dims));
            operands.put("diff_src", diff);
            operands.put(
                    "diff_dst",
                    dice.percent(80) ? diff : new TensorSpec(type, layouts.activation(dims)));
        }
        return new FuzzProblem(
                kind,
                pass,
                TensorSizes.of(dims),
                operands,
                options,
                attributes(pass, dims.length, type, result),
                ProblemDraw.data(dice, operands));
    }

    private AttributeSpec attributes(Pass pass, int ndims, DataType src, DataType dst) {
        if (!pass.isForward() || (pass == Pass.TRAINING && dice.percent(80))) {
            return AttributeSpec.NONE;
        }
        AttributeDraw draw = new AttributeDraw(dice, kind);
        return switch (kind) {
            case SOFTMAX ->
                    draw.quantized(
                            draw.postOps(ndims),
                            src == DataType.S8 || src == DataType.U8,
                            dst == DataType.S8 || dst == DataType.U8);
            case BATCH_NORMALIZATION ->
                    dice.percent(80)
                            ? AttributeSpec.NONE
                            : AttributeSpec.NONE.withPostOps(
                                    java.util.List.of(
                                            new PostOpSpec.Function(EltwiseAlgorithm.RELU, 0, 0)));
            default -> draw.postOps(ndims);
        };
    }
}
