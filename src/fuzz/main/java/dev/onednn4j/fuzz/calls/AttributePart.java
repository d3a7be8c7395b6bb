package dev.onednn4j.fuzz.calls;

import dev.onednn4j.AccumulationMode;
import dev.onednn4j.Attributes;
import dev.onednn4j.BinaryAlgorithm;
import dev.onednn4j.DataType;
import dev.onednn4j.EltwiseAlgorithm;
import dev.onednn4j.FpmathMode;
import dev.onednn4j.Granularity;
import dev.onednn4j.PostOps;
import dev.onednn4j.QuantizedArgument;
import dev.onednn4j.RoundingMode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Gives a builder post-operations and attributes, now and then.
///
/// @param builder the builder with them
/// @param names the runtime arguments that they need
record AttributePart(Result builder, List<String> names) {
    static AttributePart write(Draft draft, Result builder, int ndims) {
        Choices choices = draft.choices();
        List<String> names = new ArrayList<>();
        Result now = builder;
        if (choices.percent(40)) {
            now = draft.call(now, "postOps", chain(draft, ndims, names));
        }
        if (choices.percent(25)) {
            now = draft.call(now, "attributes", attributes(draft, names));
        }
        return new AttributePart(now, List.copyOf(names));
    }

    private static Result attributes(Draft draft, List<String> names) {
        Choices choices = draft.choices();
        Result now = draft.make(Attributes.class, "none");
        if (choices.percent(50)) {
            QuantizedArgument argument =
                    choices.of(
                            QuantizedArgument.SRC,
                            QuantizedArgument.WEIGHTS,
                            QuantizedArgument.DST);
            Granularity granularity = choices.of(Granularity.values());
            now = draft.call(now, "scales", Literal.of(argument), Literal.of(granularity));
            names.add(argument.scales());
            if (choices.percent(30)) {
                now =
                        draft.call(
                                now,
                                "zeroPoints",
                                Literal.of(argument),
                                Literal.of(Granularity.COMMON));
                names.add(argument.zeroPoints());
            }
        }
        return switch (choices.between(0, 6)) {
            case 0 ->
                    draft.call(
                            now,
                            "fpmathMode",
                            Literal.of(choices.of(FpmathMode.values())),
                            Literal.of(choices.percent(30)));
            case 1 ->
                    draft.call(
                            now,
                            "accumulationMode",
                            Literal.of(choices.of(AccumulationMode.values())));
            case 2 -> draft.call(now, "deterministic", Literal.of(choices.percent(50)));
            case 3 -> rounding(draft, now, names);
            default -> now;
        };
    }

    private static Result rounding(Draft draft, Result now, List<String> names) {
        RoundingMode mode = draft.choices().of(RoundingMode.values());
        if (mode == RoundingMode.STOCHASTIC) {
            names.add(Attributes.ROUNDING_SEED);
        }
        return draft.call(now, "rounding", Literal.of(mode));
    }

    private static Result chain(Draft draft, int ndims, List<String> names) {
        Choices choices = draft.choices();
        Result now = draft.make(PostOps.class, "none");
        int length = choices.between(0, 3);
        for (int i = 0; i < length; i++) {
            now = operation(draft, now, ndims, names, i);
        }
        return now;
    }

    private static Result operation(
            Draft draft, Result chain, int ndims, List<String> names, int number) {
        Choices choices = draft.choices();
        return switch (choices.between(0, 5)) {
            case 0, 1 ->
                    draft.call(
                            chain,
                            "eltwise",
                            Literal.of(choices.of(EltwiseAlgorithm.values())),
                            Literal.of(choices.of(0f, 0.5f, 1f, -1f)),
                            Literal.of(choices.of(0f, 1f, 2f)));
            case 2 -> draft.call(chain, "sum", Literal.of(choices.of(1f, 0.5f)));
            case 3 -> {
                String name = "slopes" + number;
                names.add(name);
                yield draft.call(chain, "prelu", Literal.of(name), Literal.of(choices.of(0, 2)));
            }
            default -> {
                String name = "operand" + number;
                names.add(name);
                long[] ones = new long[ndims];
                Arrays.fill(ones, 1);
                yield draft.call(
                        chain,
                        "binary",
                        Literal.of(choices.of(BinaryAlgorithm.values())),
                        Literal.of(name),
                        Descriptions.plain(draft, DataType.F32, ones));
            }
        };
    }
}
