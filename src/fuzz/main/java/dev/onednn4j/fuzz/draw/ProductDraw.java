package dev.onednn4j.fuzz.draw;

import dev.onednn4j.DataType;
import dev.onednn4j.fuzz.problem.AttributeSpec;
import dev.onednn4j.fuzz.problem.FuzzProblem;
import dev.onednn4j.fuzz.problem.InnerSizes;
import dev.onednn4j.fuzz.problem.Kind;
import dev.onednn4j.fuzz.problem.LayoutSpec;
import dev.onednn4j.fuzz.problem.MatrixSizes;
import dev.onednn4j.fuzz.problem.Numbers;
import dev.onednn4j.fuzz.problem.Pass;
import dev.onednn4j.fuzz.problem.Sizes;
import dev.onednn4j.fuzz.problem.TensorSpec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Draws inner products and matrix products.
record ProductDraw(Dice dice, Kind kind) {
    private static final long LARGEST_COST = 200_000;
    private static final long LARGEST_TENSOR = 40_000;

    FuzzProblem draw() {
        boolean matrices = kind == Kind.MATRIX_PRODUCT;
        Pass pass = dice.of(kind.passes());
        Sizes sizes;
        do {
            sizes = matrices ? matrices() : inner();
        } while (sizes.cost() > LARGEST_COST
                || Numbers.product(sizes.dims("src")) > LARGEST_TENSOR
                || Numbers.product(sizes.dims("weights")) > LARGEST_TENSOR);
        List<DataType> types = TypeDraw.convolution(dice, pass);
        LayoutDraw layouts = new LayoutDraw(dice, true);
        Map<String, TensorSpec> operands = new LinkedHashMap<>();
        operands.put("src", new TensorSpec(types.get(0), layout(layouts, sizes.dims("src"))));
        operands.put(
                "weights", new TensorSpec(types.get(1), layouts.weights(sizes.dims("weights"))));
        boolean biased =
                matrices
                        ? ((MatrixSizes) sizes).biasMask() >= 0 && dice.percent(40)
                        : pass != Pass.BACKWARD_DATA && dice.percent(50);
        if (biased) {
            TensorSpec bias = TypeDraw.bias(dice, pass, types);
            operands.put(
                    "bias",
                    matrices
                            ? bias.with(
                                    new LayoutSpec.Tagged(
                                            LayoutSpec.plain(sizes.dims("dst").length)))
                            : bias);
        }
        operands.put("dst", new TensorSpec(types.get(2), layout(layouts, sizes.dims("dst"))));
        AttributeDraw attributes = new AttributeDraw(dice, kind);
        AttributeSpec spec =
                pass.isForward()
                        ? attributes.forward(types.get(0), types.get(2), sizes.dims("dst").length)
                        : attributes.backward();
        if (!biased && sizes instanceof MatrixSizes matrix) {
            sizes = new MatrixSizes(matrix.src(), matrix.weights(), 0);
        }
        return new FuzzProblem(
                kind, pass, sizes, operands, Map.of(), spec, ProblemDraw.data(dice, operands));
    }

    private static LayoutSpec layout(LayoutDraw layouts, long[] dims) {
        return layouts.activation(dims);
    }

    private Sizes inner() {
        int ndims = dice.of(2, 2, 3, 4, 5);
        long[] src = dice.dims(ndims, ndims == 2 ? 130 : 24, LARGEST_TENSOR);
        for (int d = 2; d < ndims; d++) {
            src[d] = Math.min(src[d], dice.between(1, 6));
        }
        return new InnerSizes(Numbers.list(src), dice.size(80));
    }

    private Sizes matrices() {
        int ndims = dice.of(2, 2, 2, 3, 3, 3, 4, 4, 5, 6);
        long[] src = new long[ndims];
        long[] weights = new long[ndims];
        for (int d = 0; d < ndims - 2; d++) {
            long batch = dice.between(1, ndims > 3 ? 3 : 5);
            src[d] = dice.percent(25) ? 1 : batch;
            weights[d] = dice.percent(25) ? 1 : batch;
        }
        long inner = dice.size(130);
        src[ndims - 2] = dice.size(40);
        src[ndims - 1] = inner;
        weights[ndims - 2] = inner;
        weights[ndims - 1] = dice.size(80);
        int row = 1 << (ndims - 1);
        int mask = dice.percent(60) ? row : dice.between(0, 2 * row - 1);
        return new MatrixSizes(Numbers.list(src), Numbers.list(weights), mask);
    }
}
