package dev.onednn4j.fuzz.draw;

import dev.onednn4j.BinaryAlgorithm;
import dev.onednn4j.DataType;
import dev.onednn4j.fuzz.problem.AttributeSpec;
import dev.onednn4j.fuzz.problem.FuzzProblem;
import dev.onednn4j.fuzz.problem.Kind;
import dev.onednn4j.fuzz.problem.LayoutSpec;
import dev.onednn4j.fuzz.problem.Numbers;
import dev.onednn4j.fuzz.problem.Pass;
import dev.onednn4j.fuzz.problem.PostOpSpec;
import dev.onednn4j.fuzz.problem.TensorSizes;
import dev.onednn4j.fuzz.problem.TensorSpec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Draws functions of two tensors, sums, concatenations and reorders.
record CopyDraw(Dice dice, Kind kind) {
    private static final long LARGEST_TENSOR = 4000;

    FuzzProblem draw() {
        return switch (kind) {
            case BINARY -> binary();
            case SUM -> sum();
            case CONCAT -> concat();
            default -> reorder();
        };
    }

    private long[] dims() {
        return dice.dims(dice.of(1, 2, 3, 4, 4, 5, 6), 72, LARGEST_TENSOR);
    }

    private FuzzProblem problem(
            TensorSizes sizes,
            Map<String, TensorSpec> operands,
            Map<String, String> options,
            AttributeSpec attributes) {
        return new FuzzProblem(
                kind,
                Pass.INFERENCE,
                sizes,
                operands,
                options,
                attributes,
                ProblemDraw.data(dice, operands));
    }

    private FuzzProblem binary() {
        long[] dims = dims();
        long[] spread = dims.clone();
        for (int d = 0; d < dims.length; d++) {
            spread[d] = dice.percent(30) ? 1 : dims[d];
        }
        boolean first = dice.percent(15);
        LayoutDraw layouts = new LayoutDraw(dice, false);
        DataType type = TypeDraw.common(dice);
        boolean oneType = dice.percent(50);
        TensorSizes sizes =
                new TensorSizes(
                        -1,
                        List.of(
                                Numbers.list(first ? spread : dims),
                                Numbers.list(first ? dims : spread)));
        LayoutSpec one = layouts.activation(dims);
        boolean tagged = one instanceof LayoutSpec.Tagged;
        Map<String, TensorSpec> operands = new LinkedHashMap<>();
        operands.put(
                "src0",
                new TensorSpec(type, tagged ? one : layouts.activation(sizes.dims("src0"))));
        operands.put(
                "src1",
                new TensorSpec(
                        oneType ? type : TypeDraw.common(dice),
                        tagged && dice.percent(80) ? one : layouts.activation(sizes.dims("src1"))));
        operands.put(
                "dst",
                new TensorSpec(
                        oneType ? type : TypeDraw.common(dice),
                        dice.percent(70) ? one : layouts.activation(dims)));
        AttributeDraw draw = new AttributeDraw(dice, kind);
        return problem(
                sizes,
                operands,
                Map.of("alg", PostOpSpec.name(dice.of(BinaryAlgorithm.values()))),
                draw.quantized(draw.postOps(dims.length), dice.percent(40), false));
    }

    private FuzzProblem sum() {
        long[] dims = dims();
        int count = dice.between(1, 6);
        boolean alike = dice.percent(50);
        LayoutDraw layouts = new LayoutDraw(dice, false);
        TensorSpec to = new TensorSpec(TypeDraw.common(dice), layouts.activation(dims));
        Map<String, TensorSpec> operands = new LinkedHashMap<>();
        List<List<Long>> sources = new ArrayList<>();
        List<String> scales = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            operands.put(
                    "src" + i,
                    alike ? to : new TensorSpec(TypeDraw.common(dice), layouts.activation(dims)));
            sources.add(Numbers.list(dims));
            scales.add(String.valueOf(dice.between(-4, 4) / 2f));
        }
        operands.put("dst", dice.percent(20) ? to.with(LayoutSpec.any()) : to);
        return problem(
                new TensorSizes(-1, List.copyOf(sources)),
                operands,
                Map.of("scales", String.join(":", scales)),
                AttributeSpec.NONE);
    }

    private FuzzProblem concat() {
        long[] dims = dims();
        int axis = dice.between(0, dims.length - 1);
        int count = dice.between(1, 5);
        boolean alike = dice.percent(60);
        DataType type = TypeDraw.common(dice);
        LayoutDraw layouts = new LayoutDraw(dice, false);
        LayoutSpec one = layouts.activation(dims);
        boolean tagged = one instanceof LayoutSpec.Tagged && alike;
        Map<String, TensorSpec> operands = new LinkedHashMap<>();
        List<List<Long>> sources = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long[] part = dims.clone();
            part[axis] = dice.size(17);
            sources.add(Numbers.list(part));
            operands.put("src" + i, new TensorSpec(type, tagged ? one : layouts.activation(part)));
        }
        TensorSizes sizes = new TensorSizes(axis, List.copyOf(sources));
        operands.put(
                "dst",
                new TensorSpec(
                        dice.percent(70) ? type : TypeDraw.common(dice),
                        dice.percent(40)
                                ? LayoutSpec.any()
                                : tagged ? one : layouts.activation(sizes.dims("dst"))));
        return problem(sizes, operands, Map.of(), AttributeSpec.NONE);
    }

    private FuzzProblem reorder() {
        long[] dims = dims();
        LayoutDraw from = new LayoutDraw(dice, false);
        LayoutDraw to = new LayoutDraw(dice, false);
        DataType type = TypeDraw.common(dice);
        Map<String, TensorSpec> operands = new LinkedHashMap<>();
        operands.put("src", new TensorSpec(type, from.any(dims)));
        operands.put(
                "dst",
                new TensorSpec(dice.percent(50) ? type : TypeDraw.common(dice), to.any(dims)));
        return problem(TensorSizes.of(dims), operands, Map.of(), AttributeSpec.NONE);
    }
}
