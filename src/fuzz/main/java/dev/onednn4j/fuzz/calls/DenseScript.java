package dev.onednn4j.fuzz.calls;

import dev.onednn4j.DataType;
import dev.onednn4j.InnerProduct;
import dev.onednn4j.MatMul;

import java.util.List;
import java.util.Set;

/// Inner products, forward and backward, and matrix products.
final class DenseScript implements Script {
    @Override
    public void write(Draft draft) {
        switch (draft.choices().between(0, 5)) {
            case 0 -> backwardData(draft);
            case 1 -> backwardWeights(draft);
            case 2, 3 -> innerProduct(draft);
            default -> matMul(draft);
        }
    }

    private static DataType type(Choices choices) {
        return choices.of(DataType.F32, DataType.F32, DataType.F32, DataType.BF16);
    }

    private static long[] src(Choices choices) {
        long[] dims = new long[choices.of(2, 2, 3, 4, 5)];
        for (int d = 0; d < dims.length; d++) {
            dims[d] = choices.between(1, d < 2 ? 17 : 4);
        }
        return dims;
    }

    private static long[] weights(Choices choices, long... src) {
        long[] dims = src.clone();
        dims[0] = choices.oneOf(1, 2, 5, 16, 17);
        return dims;
    }

    private static void innerProduct(Draft draft) {
        Choices choices = draft.choices();
        DataType type = type(choices);
        long[] src = src(choices);
        Result now = draft.make(InnerProduct.class, "forward", draft.engine());
        if (choices.percent(30)) {
            now = draft.call(now, choices.of("training", "inference"));
        }
        now = SpatialScript.tensor(draft, now, "src", type, src);
        now = SpatialScript.tensor(draft, now, "weights", type, weights(choices, src));
        boolean biased = choices.percent(50);
        if (biased) {
            now = draft.call(now, "bias", Literal.of(type));
        }
        now = draft.call(now, "dst", Literal.of(type));
        use(draft, now, 2, biased, "bias");
    }

    private static void use(Draft draft, Result builder, int ndims, boolean biased, String bias) {
        AttributePart attributes = AttributePart.write(draft, builder, ndims);
        Result primitive = BuildPart.write(draft, attributes.builder());
        new UseScript(primitive, biased ? Set.of() : Set.of(bias), attributes.names(), 0)
                .write(draft);
    }

    private static void backwardData(Draft draft) {
        Choices choices = draft.choices();
        DataType type = type(choices);
        long[] src = src(choices);
        long[] weights = weights(choices, src);
        Result now = draft.make(InnerProduct.class, "backwardData", draft.engine());
        now = SpatialScript.tensor(draft, now, "diffSrc", type, src);
        now = SpatialScript.tensor(draft, now, "weights", type, weights);
        now = draft.call(now, "diffDst", Descriptions.any(draft, type, src[0], weights[0]));
        new UseScript(BuildPart.write(draft, now)).write(draft);
    }

    private static void backwardWeights(Draft draft) {
        Choices choices = draft.choices();
        DataType type = type(choices);
        long[] src = src(choices);
        long[] weights = weights(choices, src);
        Result now = draft.make(InnerProduct.class, "backwardWeights", draft.engine());
        now = SpatialScript.tensor(draft, now, "src", type, src);
        now = SpatialScript.tensor(draft, now, "diffWeights", type, weights);
        boolean biased = choices.percent(50);
        if (biased) {
            now = draft.call(now, "diffBias", Literal.of(type));
        }
        now = draft.call(now, "diffDst", Descriptions.any(draft, type, src[0], weights[0]));
        Result primitive = BuildPart.write(draft, now);
        new UseScript(primitive, biased ? Set.of() : Set.of("diffBias"), List.of(), 0).write(draft);
    }

    private static void matMul(Draft draft) {
        Choices choices = draft.choices();
        int batches = choices.of(0, 0, 1, 2);
        long[] src = new long[batches + 2];
        long[] weights = new long[batches + 2];
        for (int d = 0; d < batches; d++) {
            src[d] = choices.between(1, 3);
            weights[d] = choices.percent(80) ? src[d] : 1;
        }
        long inner = choices.oneOf(1, 3, 16, 17, 33);
        src[batches] = choices.between(1, 17);
        src[batches + 1] = inner;
        weights[batches] = inner;
        weights[batches + 1] = choices.between(1, 17);
        List<DataType> types =
                choices.percent(25)
                        ? List.of(DataType.U8, DataType.S8, DataType.S32)
                        : List.of(DataType.F32, DataType.F32, DataType.F32);
        Result now = draft.make(MatMul.class, "forward", draft.engine());
        now = SpatialScript.tensor(draft, now, "src", types.get(0), src);
        now = SpatialScript.tensor(draft, now, "weights", types.get(1), weights);
        boolean biased = choices.percent(40);
        if (biased) {
            now = draft.call(now, "bias", Literal.of(DataType.F32));
        }
        now = draft.call(now, "dst", Literal.of(types.get(2)));
        use(draft, now, src.length, biased, "bias");
    }
}
