package dev.onednn4j.fuzz.draw;

import dev.onednn4j.DataType;
import dev.onednn4j.fuzz.problem.AttributeSpec;
import dev.onednn4j.fuzz.problem.FuzzProblem;
import dev.onednn4j.fuzz.problem.Kind;
import dev.onednn4j.fuzz.problem.Numbers;
import dev.onednn4j.fuzz.problem.Pass;
import dev.onednn4j.fuzz.problem.SlidingSizes;
import dev.onednn4j.fuzz.problem.TensorSpec;
import dev.onednn4j.fuzz.problem.WindowAxis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Draws convolutions, deconvolutions and poolings.
record SlidingDraw(Dice dice, Kind kind) {
    private static final long USUAL_COST = 100_000;
    private static final long LARGEST_COST = 1_000_000;
    private static final long LARGEST_TENSOR = 60_000;

    FuzzProblem draw() {
        Pass pass = dice.of(kind.passes());
        SlidingSizes sizes = sizes();
        return kind == Kind.POOLING ? pooling(pass, sizes) : convolution(pass, sizes);
    }

    private SlidingSizes sizes() {
        long most = dice.percent(4) ? LARGEST_COST : USUAL_COST;
        while (true) {
            SlidingSizes sizes = anySizes();
            if (isSmall(sizes, most) && (kind != Kind.POOLING || hasElementsUnderAll(sizes))) {
                return sizes;
            }
        }
    }

    private static boolean isSmall(SlidingSizes sizes, long most) {
        for (long output : sizes.output()) {
            if (output < 1) {
                return false;
            }
        }
        return sizes.cost() <= most
                && Numbers.product(sizes.dims("src")) <= LARGEST_TENSOR
                && Numbers.product(sizes.dims("dst")) <= LARGEST_TENSOR
                && (sizes.pooled() || Numbers.product(sizes.dims("weights")) <= LARGEST_TENSOR);
    }

    /// Whether no kernel meets padding alone.
    private static boolean hasElementsUnderAll(SlidingSizes sizes) {
        for (WindowAxis axis : sizes.axes()) {
            if (axis.dilation() > axis.input()) {
                return false;
            }
            for (long o = 0; o < axis.output(false); o++) {
                boolean met = false;
                for (long k = 0; k < axis.kernel(); k++) {
                    long at = o * axis.stride() + k * axis.dilation() - axis.left();
                    met |= at >= 0 && at < axis.input();
                }
                if (!met) {
                    return false;
                }
            }
        }
        return true;
    }

    private SlidingSizes anySizes() {
        int rank = dice.of(1, 2, 2, 2, 2, 3, 3);
        boolean transposed = kind == Kind.DECONVOLUTION;
        boolean square = dice.percent(20);
        boolean pointwise = dice.percent(20);
        List<WindowAxis> axes = new ArrayList<>();
        for (int d = 0; d < rank; d++) {
            axes.add(
                    square && d > 0
                            ? axes.getFirst()
                            : pointwise ? pointwise() : axis(rank, transposed));
        }
        long batch = dice.percent(60) ? dice.between(1, 2) : dice.size(9);
        if (kind == Kind.POOLING) {
            long channels = dice.size(72);
            return new SlidingSizes(false, true, batch, 0, channels, channels, List.copyOf(axes));
        }
        long groups = dice.percent(65) ? 0 : dice.percent(40) ? dice.size(72) : dice.between(1, 5);
        boolean depthwise = groups > 0 && dice.percent(50);
        long inputs = depthwise ? 1 : dice.size(72);
        long outputs = depthwise ? dice.of(1L, 1L, 1L, 2L) : dice.size(72);
        long count = Math.max(1, groups);
        return new SlidingSizes(
                transposed,
                false,
                batch,
                groups,
                count * inputs,
                count * outputs,
                List.copyOf(axes));
    }

    /// A kernel of 1, maybe with a stride.
    private WindowAxis pointwise() {
        long stride = dice.percent(50) ? 1 : dice.between(2, 3);
        long output = dice.between(1, 9);
        long input = (output - 1) * stride + dice.between(1, (int) stride);
        long left = dice.percent(85) ? 0 : dice.between(1, 2);
        long right = dice.percent(50) ? 0 : -Math.floorMod(input - 1 + left, stride);
        return new WindowAxis(input, 1, stride, 1, left, right);
    }

    private WindowAxis axis(int rank, boolean transposed) {
        long kernel = dice.of(1, 1, 2, 3, 3, 3, 4, 5, 7);
        long stride = dice.percent(50) ? 1 : dice.between(1, 4);
        long dilation = dice.percent(75) ? 1 : dice.between(2, 4);
        long reach = (kernel - 1) * dilation + 1;
        long left = dice.percent(35) ? 0 : dice.between(0, (int) Math.min(reach, 5));
        long output = dice.percent(20) ? 1 : dice.between(1, rank == 3 ? 6 : 14);
        // What is left over on the right makes that padding negative.
        long spanned = (output - 1) * stride + reach;
        long over = dice.percent(30) ? dice.between(0, (int) stride - 1) : 0;
        long right = dice.percent(50) ? left : dice.between(0, (int) Math.min(reach, 5));
        long input = Math.max(1, spanned + over - left - right);
        long behind = spanned - input - left;
        while (behind <= -stride) {
            behind += stride;
        }
        if (!transposed) {
            return new WindowAxis(input, kernel, stride, dilation, left, behind);
        }
        WindowAxis gathering = new WindowAxis(input, kernel, stride, dilation, left, behind);
        return new WindowAxis(
                Math.max(1, gathering.output(false)), kernel, stride, dilation, left, behind);
    }

    private FuzzProblem convolution(Pass pass, SlidingSizes sizes) {
        List<DataType> types = TypeDraw.convolution(dice, pass);
        LayoutDraw layouts = new LayoutDraw(dice, true);
        Map<String, TensorSpec> operands = new LinkedHashMap<>();
        operands.put("src", new TensorSpec(types.get(0), layouts.activation(sizes.dims("src"))));
        operands.put(
                "weights", new TensorSpec(types.get(1), layouts.weights(sizes.dims("weights"))));
        if (pass != Pass.BACKWARD_DATA && dice.percent(50)) {
            operands.put("bias", TypeDraw.bias(dice, pass, types));
        }
        operands.put("dst", new TensorSpec(types.get(2), layouts.activation(sizes.dims("dst"))));
        AttributeDraw attributes = new AttributeDraw(dice, kind);
        AttributeSpec spec =
                pass.isForward()
                        ? attributes.forward(types.get(0), types.get(2), sizes.axes().size() + 2)
                        : attributes.backward();
        Map<String, String> options =
                dice.percent(4) ? Map.of("alg", dice.of("auto", "winograd")) : Map.of();
        return new FuzzProblem(
                kind, pass, sizes, operands, options, spec, ProblemDraw.data(dice, operands));
    }

    private FuzzProblem pooling(Pass pass, SlidingSizes sizes) {
        boolean backward = !pass.isForward();
        DataType type = backward ? TypeDraw.floating(dice) : TypeDraw.common(dice);
        LayoutDraw layouts = new LayoutDraw(dice, false);
        LayoutDraw open = new LayoutDraw(dice, true);
        Map<String, TensorSpec> operands = new LinkedHashMap<>();
        operands.put("src", new TensorSpec(type, layouts.activation(sizes.dims("src"))));
        operands.put(
                "dst",
                new TensorSpec(
                        backward || dice.percent(85) ? type : TypeDraw.common(dice),
                        dice.percent(50)
                                ? dev.onednn4j.fuzz.problem.LayoutSpec.any()
                                : layouts.activation(sizes.dims("dst"))));
        if (backward) {
            operands.put("diff_src", new TensorSpec(type, open.activation(sizes.dims("diff_src"))));
            operands.put("diff_dst", new TensorSpec(type, open.activation(sizes.dims("diff_dst"))));
        }
        Map<String, String> options = Map.of("alg", dice.of("max", "avg_p", "avg_np"));
        AttributeSpec spec =
                pass == Pass.INFERENCE
                        ? new AttributeDraw(dice, kind).postOps(sizes.axes().size() + 2)
                        : AttributeSpec.NONE;
        return new FuzzProblem(
                kind, pass, sizes, operands, options, spec, ProblemDraw.data(dice, operands));
    }
}
