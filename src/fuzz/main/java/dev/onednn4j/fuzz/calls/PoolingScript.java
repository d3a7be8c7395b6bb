package dev.onednn4j.fuzz.calls;

import dev.onednn4j.DataType;
import dev.onednn4j.Pooling;
import dev.onednn4j.PoolingAlgorithm;
import dev.onednn4j.PoolingBackward;

import java.util.List;
import java.util.Set;

/// Poolings, forward and backward.
final class PoolingScript implements Script {
    @Override
    public void write(Draft draft) {
        Choices choices = draft.choices();
        int spatial = choices.of(1, 2, 2, 2, 3);
        long[] src = new long[2 + spatial];
        src[0] = choices.between(1, 3);
        src[1] = choices.oneOf(1, 3, 8, 16, 17);
        long[] kernel = new long[spatial];
        long[] strides = new long[spatial];
        long[] padding = new long[spatial];
        for (int d = 0; d < spatial; d++) {
            src[2 + d] = choices.between(3, 9);
            kernel[d] = choices.between(1, 3);
            strides[d] = choices.between(1, 3);
            padding[d] = choices.between(0, (int) kernel[d] - 1);
        }
        PoolingAlgorithm algorithm = choices.of(PoolingAlgorithm.values());
        boolean training = choices.percent(50);
        Result now = draft.make(Pooling.class, "forward", draft.engine());
        now = draft.call(now, training ? "training" : "inference");
        now = draft.call(now, "algorithm", Literal.of(algorithm));
        DataType type =
                training ? DataType.F32 : choices.of(DataType.F32, DataType.S8, DataType.BF16);
        now = draft.call(now, "src", Descriptions.known(draft, type, src));
        now = draft.call(now, "kernel", Literal.of(kernel));
        now = draft.call(now, "strides", Literal.of(strides));
        now = draft.call(now, "padding", Literal.of(padding));
        if (choices.percent(20)) {
            now = draft.call(now, "dilation", Literal.of(new long[] {choices.oneOf(1, 1, 2)}));
        }
        AttributePart attributes =
                training
                        ? new AttributePart(now, List.of())
                        : AttributePart.write(draft, now, src.length);
        Result primitive = BuildPart.write(draft, attributes.builder());
        Set<String> absent =
                training && algorithm == PoolingAlgorithm.MAX ? Set.of() : Set.of("workspace");
        new UseScript(primitive, absent, attributes.names(), 0).write(draft);
        if (choices.percent(training ? 80 : 10)) {
            Result backward = draft.call(primitive, "backward");
            new UseScript(
                            BuildPart.write(draft, PoolingBackward.class, backward),
                            absent,
                            List.of(),
                            0)
                    .write(draft);
        }
    }
}
