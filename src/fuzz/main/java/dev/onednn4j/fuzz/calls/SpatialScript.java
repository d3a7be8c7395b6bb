package dev.onednn4j.fuzz.calls;

import dev.onednn4j.Convolution;
import dev.onednn4j.ConvolutionAlgorithm;
import dev.onednn4j.DataType;
import dev.onednn4j.Deconvolution;
import dev.onednn4j.FormatTag;
import dev.onednn4j.Tensor;

import java.util.List;
import java.util.Set;

/// Convolutions and deconvolutions, forward and backward.
final class SpatialScript implements Script {
    @Override
    public void write(Draft draft) {
        Choices choices = draft.choices();
        Problem problem = Problem.draw(choices);
        Class<?> owner = choices.percent(65) ? Convolution.class : Deconvolution.class;
        switch (choices.between(0, 9)) {
            case 0, 1 -> backwardData(draft, owner, problem);
            case 2, 3 -> backwardWeights(draft, owner, problem);
            default -> forward(draft, owner, problem);
        }
    }

    /// A problem whose parts fit together, most of the time.
    ///
    /// @param types of src, weights and dst
    private record Problem(
            long[] src,
            long[] weights,
            long[] strides,
            long[] padding,
            long[] dilation,
            List<DataType> types) {
        static Problem draw(Choices choices) {
            int spatial = choices.of(1, 2, 2, 2, 2, 3);
            int groups = choices.percent(25) ? choices.between(1, 4) : 0;
            int many = Math.max(1, groups);
            long in = choices.oneOf(1, 2, 3, 4, 8, 16, 17);
            long out = choices.oneOf(1, 2, 3, 4, 8, 16, 17);
            long[] src = new long[2 + spatial];
            long[] weights = new long[(groups > 0 ? 3 : 2) + spatial];
            src[0] = choices.between(1, 3);
            src[1] = in * many;
            int at = 0;
            if (groups > 0) {
                weights[at++] = groups;
            }
            weights[at++] = out;
            weights[at++] = in;
            long[] strides = new long[spatial];
            long[] padding = new long[spatial];
            long[] dilation = new long[spatial];
            for (int d = 0; d < spatial; d++) {
                weights[at + d] = choices.between(1, 3);
                strides[d] = choices.of(1, 1, 1, 2, 3);
                padding[d] = choices.of(0, 0, 1, 1, 2);
                dilation[d] = choices.of(1, 1, 1, 1, 2);
                src[2 + d] = choices.between(3, 9);
            }
            return new Problem(src, weights, strides, padding, dilation, types(choices));
        }

        private static List<DataType> types(Choices choices) {
            return switch (choices.between(0, 9)) {
                case 0 -> List.of(DataType.U8, DataType.S8, DataType.S32);
                case 1 -> List.of(DataType.U8, DataType.S8, DataType.U8);
                case 2 -> List.of(DataType.S8, DataType.S8, DataType.F32);
                case 3 -> List.of(DataType.BF16, DataType.BF16, DataType.F32);
                default -> List.of(DataType.F32, DataType.F32, DataType.F32);
            };
        }
    }

    private static Result shape(Draft draft, Result builder, Problem problem) {
        Choices choices = draft.choices();
        Result now = draft.call(builder, "strides", Literal.of(problem.strides()));
        now = draft.call(now, "padding", Literal.of(problem.padding()));
        if (choices.percent(40)) {
            now = draft.call(now, "dilation", Literal.of(problem.dilation()));
        }
        if (choices.percent(10)) {
            now =
                    draft.call(
                            now,
                            "algorithm",
                            Literal.of(choices.of(ConvolutionAlgorithm.values())));
        }
        return now;
    }

    private static void forward(Draft draft, Class<?> owner, Problem problem) {
        Choices choices = draft.choices();
        Result now = draft.make(owner, "forward", draft.engine());
        now = shape(draft, now, problem);
        if (choices.percent(30)) {
            now = draft.call(now, choices.of("training", "inference"));
        }
        now = tensor(draft, now, "src", problem.types().get(0), problem.src());
        now = tensor(draft, now, "weights", problem.types().get(1), problem.weights());
        boolean biased = choices.percent(50);
        if (biased) {
            now =
                    draft.call(
                            now,
                            "bias",
                            Literal.of(choices.of(DataType.F32, problem.types().get(2))));
        }
        now = output(draft, now, "dst", problem);
        AttributePart attributes = AttributePart.write(draft, now, problem.src().length);
        Result primitive = BuildPart.write(draft, attributes.builder());
        if (choices.percent(30)) {
            Result plain = Descriptions.known(draft, problem.types().get(1), problem.weights());
            Result tensor = draft.make(Tensor.class, "allocate", draft.arena(), plain);
            draft.call(primitive, "pack", tensor, draft.arena());
        }
        new UseScript(primitive, biased ? Set.of() : Set.of("bias"), attributes.names(), 0)
                .write(draft);
    }

    private static void backwardData(Draft draft, Class<?> owner, Problem problem) {
        Result now = draft.make(owner, "backwardData", draft.engine());
        now = shape(draft, now, problem);
        now = tensor(draft, now, "diffSrc", problem.types().get(0), problem.src());
        now = tensor(draft, now, "weights", problem.types().get(1), problem.weights());
        now = output(draft, now, "diffDst", problem);
        new UseScript(BuildPart.write(draft, now)).write(draft);
    }

    private static void backwardWeights(Draft draft, Class<?> owner, Problem problem) {
        Choices choices = draft.choices();
        Result now = draft.make(owner, "backwardWeights", draft.engine());
        now = shape(draft, now, problem);
        now = tensor(draft, now, "src", problem.types().get(0), problem.src());
        now = tensor(draft, now, "diffWeights", problem.types().get(1), problem.weights());
        boolean biased = choices.percent(50);
        if (biased) {
            now = draft.call(now, "diffBias", Literal.of(DataType.F32));
        }
        now = output(draft, now, "diffDst", problem);
        Result primitive = BuildPart.write(draft, now);
        new UseScript(primitive, biased ? Set.of() : Set.of("diffBias"), List.of(), 0).write(draft);
    }

    /// Gives a builder a tensor.
    static Result tensor(Draft draft, Result builder, String name, DataType type, long... dims) {
        return draft.choices().percent(50)
                ? draft.call(builder, name, Literal.of(type), Literal.of(dims))
                : draft.call(builder, name, Descriptions.any(draft, type, dims));
    }

    private static Result output(Draft draft, Result builder, String name, Problem problem) {
        Choices choices = draft.choices();
        Literal type = Literal.of(problem.types().get(2));
        if (choices.percent(60)) {
            return draft.call(builder, name, type);
        }
        FormatTag tag =
                choices.percent(50)
                        ? FormatTag.ANY
                        : Descriptions.order(choices, problem.src().length);
        return draft.call(builder, name, type, Literal.of(tag));
    }
}
