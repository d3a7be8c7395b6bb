package dev.onednn4j.fuzz.draw;

import dev.onednn4j.fuzz.memory.Elements;
import dev.onednn4j.fuzz.problem.DataSpec;
import dev.onednn4j.fuzz.problem.FuzzProblem;
import dev.onednn4j.fuzz.problem.Kind;
import dev.onednn4j.fuzz.problem.TensorSpec;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Draws problems: one follows from its seed and the kinds that are wanted.
public final class ProblemDraw {
    private static final int PLANTED = 30;
    private static final int IN_PLACE = 25;

    private final List<Kind> kinds;

    /// @param kinds those that are wanted; one that is named twice is drawn twice as often
    public ProblemDraw(List<Kind> kinds) {
        this.kinds = List.copyOf(kinds);
    }

    /// The kinds of all problems, those with the most code more often.
    public static List<Kind> usual() {
        return List.of(
                Kind.CONVOLUTION,
                Kind.CONVOLUTION,
                Kind.CONVOLUTION,
                Kind.CONVOLUTION,
                Kind.DECONVOLUTION,
                Kind.DECONVOLUTION,
                Kind.INNER_PRODUCT,
                Kind.MATRIX_PRODUCT,
                Kind.MATRIX_PRODUCT,
                Kind.POOLING,
                Kind.POOLING,
                Kind.ELTWISE,
                Kind.SOFTMAX,
                Kind.BATCH_NORMALIZATION,
                Kind.BINARY,
                Kind.SUM,
                Kind.CONCAT,
                Kind.REORDER);
    }

    /// The problem of a seed.
    public FuzzProblem draw(long seed) {
        Dice dice = new Dice(seed);
        Kind kind = dice.of(kinds);
        return switch (kind) {
            case CONVOLUTION, DECONVOLUTION, POOLING -> new SlidingDraw(dice, kind).draw();
            case INNER_PRODUCT, MATRIX_PRODUCT -> new ProductDraw(dice, kind).draw();
            case ELTWISE, SOFTMAX, BATCH_NORMALIZATION -> new ElementDraw(dice, kind).draw();
            case BINARY, SUM, CONCAT, REORDER -> new CopyDraw(dice, kind).draw();
        };
    }

    /// What a problem is run on.
    static DataSpec data(Dice dice, Map<String, TensorSpec> operands) {
        List<String> floating =
                operands.keySet().stream()
                        .filter(
                                name ->
                                        Elements.isFloating(
                                                Objects.requireNonNull(operands.get(name)).type()))
                        .toList();
        String planted = !floating.isEmpty() && dice.percent(PLANTED) ? dice.of(floating) : "";
        int threads = dice.of(1, 1, 1, 1, 2, 2, 3, 4);
        return new DataSpec(dice.seed(), planted, dice.percent(IN_PLACE), threads);
    }
}
