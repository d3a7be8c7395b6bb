package dev.onednn4j.fuzz.calls;

import dev.onednn4j.BatchNormalization;
import dev.onednn4j.BatchNormalizationBackward;
import dev.onednn4j.DataType;
import dev.onednn4j.Eltwise;
import dev.onednn4j.EltwiseAlgorithm;
import dev.onednn4j.EltwiseBackward;
import dev.onednn4j.Softmax;
import dev.onednn4j.SoftmaxAlgorithm;
import dev.onednn4j.SoftmaxBackward;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Element-wise functions, softmax and batch normalization, forward and backward.
final class UnaryScript implements Script {
    @Override
    public void write(Draft draft) {
        switch (draft.choices().between(0, 2)) {
            case 0 -> eltwise(draft);
            case 1 -> softmax(draft);
            default -> normalization(draft);
        }
    }

    private static Result begin(Draft draft, Class<?> owner, boolean training, int ndims) {
        Choices choices = draft.choices();
        long[] dims = new long[ndims];
        for (int d = 0; d < ndims; d++) {
            dims[d] = choices.oneOf(1, 2, 3, 4, 7, 16, 17);
            if (d > 2) {
                dims[d] = Math.min(dims[d], 4);
            }
        }
        DataType type = training ? DataType.F32 : choices.of(DataType.F32, DataType.BF16);
        Result now = draft.make(owner, "forward", draft.engine());
        now = draft.call(now, training ? "training" : "inference");
        return draft.call(now, "src", Descriptions.known(draft, type, dims));
    }

    private static void eltwise(Draft draft) {
        Choices choices = draft.choices();
        boolean training = choices.percent(40);
        int ndims = choices.between(1, 5);
        Result now = begin(draft, Eltwise.class, training, ndims);
        now =
                draft.call(
                        now,
                        "algorithm",
                        Literal.of(choices.of(EltwiseAlgorithm.values())),
                        Literal.of(choices.of(0f, 0.5f, 1f)),
                        Literal.of(choices.of(0f, 1f)));
        finish(draft, now, training, ndims, EltwiseBackward.class);
    }

    private static void softmax(Draft draft) {
        Choices choices = draft.choices();
        boolean training = choices.percent(40);
        int ndims = choices.between(1, 5);
        Result now = begin(draft, Softmax.class, training, ndims);
        now = draft.call(now, "algorithm", Literal.of(choices.of(SoftmaxAlgorithm.values())));
        if (choices.percent(50)) {
            now = draft.call(now, "axis", Literal.of(choices.between(0, ndims - 1)));
        }
        finish(draft, now, training, ndims, SoftmaxBackward.class);
    }

    private static void finish(
            Draft draft, Result builder, boolean training, int ndims, Class<?> gradient) {
        AttributePart attributes =
                training
                        ? new AttributePart(builder, List.of())
                        : AttributePart.write(draft, builder, ndims);
        Result primitive = BuildPart.write(draft, attributes.builder());
        new UseScript(primitive, Set.of(), attributes.names(), 0).write(draft);
        if (draft.choices().percent(training ? 80 : 10)) {
            Result backward = draft.call(primitive, "backward");
            new UseScript(BuildPart.write(draft, gradient, backward)).write(draft);
        }
    }

    private static void normalization(Draft draft) {
        Choices choices = draft.choices();
        boolean training = choices.percent(50);
        Result now = begin(draft, BatchNormalization.class, training, choices.between(2, 5));
        List<String> names = new ArrayList<>();
        List<String> gradients = new ArrayList<>();
        boolean global = choices.percent(30);
        if (global) {
            now = draft.call(now, "useGlobalStats");
        }
        if (global || training) {
            names.add(BatchNormalization.MEAN);
            names.add(BatchNormalization.VARIANCE);
        }
        gradients.addAll(names);
        if (choices.percent(50)) {
            now = draft.call(now, "useScale");
            names.add(BatchNormalization.SCALE);
            gradients.add(BatchNormalization.SCALE);
            gradients.add(BatchNormalizationBackward.DIFF_SCALE);
        }
        if (choices.percent(50)) {
            now = draft.call(now, "useShift");
            names.add(BatchNormalization.SHIFT);
            gradients.add(BatchNormalizationBackward.DIFF_SHIFT);
        }
        if (choices.percent(30)) {
            now = draft.call(now, "fuseNormRelu");
            if (training) {
                names.add(BatchNormalization.WORKSPACE);
                gradients.add(BatchNormalization.WORKSPACE);
            }
        }
        Result primitive = BuildPart.write(draft, now);
        new UseScript(primitive, Set.of(), names, 0).write(draft);
        if (choices.percent(training ? 80 : 10)) {
            Result backward = draft.call(primitive, "backward");
            Result gradient = BuildPart.write(draft, BatchNormalizationBackward.class, backward);
            new UseScript(gradient, Set.of(), gradients, 0).write(draft);
        }
    }
}
