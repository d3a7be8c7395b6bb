package dev.onednn4j.fuzz.calls;

import dev.onednn4j.Binary;
import dev.onednn4j.BinaryAlgorithm;
import dev.onednn4j.Concat;
import dev.onednn4j.DataType;
import dev.onednn4j.Reorder;
import dev.onednn4j.Sum;
import dev.onednn4j.Tensor;

import java.util.List;
import java.util.Set;

/// Primitives that combine or copy tensors: binary, sum, concat, reorder.
final class CombiningScript implements Script {
    private static final DataType[] COPIED = {
        DataType.F32,
        DataType.F32,
        DataType.BF16,
        DataType.S8,
        DataType.U8,
        DataType.S32,
        DataType.F16,
        DataType.S4,
        DataType.U4,
        DataType.F4_E2M1,
        DataType.F8_E4M3
    };

    @Override
    public void write(Draft draft) {
        switch (draft.choices().between(0, 3)) {
            case 0 -> binary(draft);
            case 1 -> sum(draft);
            case 2 -> concat(draft);
            default -> reorder(draft);
        }
    }

    private static long[] dims(Choices choices) {
        long[] dims = new long[choices.between(1, 5)];
        for (int d = 0; d < dims.length; d++) {
            dims[d] = d < 3 ? choices.oneOf(1, 2, 3, 4, 8, 16, 17) : choices.between(1, 4);
        }
        return dims;
    }

    private static void binary(Draft draft) {
        Choices choices = draft.choices();
        long[] dims = dims(choices);
        long[] other = dims.clone();
        for (int d = 0; d < other.length; d++) {
            other[d] = choices.percent(75) ? other[d] : 1;
        }
        Result now = draft.make(Binary.class, "forward", draft.engine());
        now = draft.call(now, "algorithm", Literal.of(choices.of(BinaryAlgorithm.values())));
        now = draft.call(now, "src0", Descriptions.known(draft, DataType.F32, dims));
        now = draft.call(now, "src1", Descriptions.known(draft, DataType.F32, other));
        if (choices.percent(40)) {
            now = draft.call(now, "dst", Descriptions.any(draft, DataType.F32, dims));
        }
        AttributePart attributes = AttributePart.write(draft, now, dims.length);
        Result primitive = BuildPart.write(draft, attributes.builder());
        new UseScript(primitive, Set.of(), attributes.names(), 0).write(draft);
    }

    private static void sum(Draft draft) {
        Choices choices = draft.choices();
        long[] dims = dims(choices);
        Result now = draft.make(Sum.class, "forward", draft.engine());
        int sources = choices.between(1, 4);
        for (int i = 0; i < sources; i++) {
            Result src = Descriptions.known(draft, DataType.F32, dims);
            now =
                    choices.percent(50)
                            ? draft.call(now, "src", src)
                            : draft.call(now, "src", Literal.of(choices.of(1f, 0.5f, -2f)), src);
        }
        if (choices.percent(30)) {
            now = draft.call(now, "dst", Descriptions.any(draft, DataType.F32, dims));
        }
        new UseScript(BuildPart.write(draft, now), Set.of(), List.of(), sources).write(draft);
    }

    private static void concat(Draft draft) {
        Choices choices = draft.choices();
        long[] dims = dims(choices);
        int axis = choices.between(0, dims.length - 1);
        DataType type = choices.of(COPIED);
        Result now = draft.make(Concat.class, "forward", draft.engine());
        now = draft.call(now, "axis", Literal.of(axis));
        int sources = choices.between(1, 4);
        for (int i = 0; i < sources; i++) {
            dims[axis] = choices.between(choices.percent(10) ? 0 : 1, 8);
            now = draft.call(now, "src", Descriptions.known(draft, type, dims));
        }
        new UseScript(BuildPart.write(draft, now), Set.of(), List.of(), sources).write(draft);
    }

    private static void reorder(Draft draft) {
        Choices choices = draft.choices();
        long[] dims = dims(choices);
        Result src = Descriptions.known(draft, choices.of(COPIED), dims);
        Result dst = Descriptions.known(draft, choices.of(COPIED), dims);
        if (choices.percent(50)) {
            Result from = draft.make(Tensor.class, "allocate", draft.arena(), src);
            Result to = draft.make(Tensor.class, "allocate", draft.arena(), dst);
            draft.make(Reorder.class, "run", draft.engine(), from, to);
        }
        Result reorder = draft.make(Reorder.class, "of", draft.engine(), src, dst);
        new UseScript(reorder).write(draft);
    }
}
