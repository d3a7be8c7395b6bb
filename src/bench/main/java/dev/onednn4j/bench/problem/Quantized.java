package dev.onednn4j.bench.problem;

import dev.onednn4j.DataType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The scales or the zero points of one tensor, as a knob gives them: `src:common:0.25`.
///
/// @param value the value, where there is one for all; otherwise they are drawn by a seed
/// @param type the type of the values
/// @param groups how many neighbours share one value, as it was written; empty for none
public record Quantized(Target target, Mask mask, double value, DataType type, String groups) {
    /// The tensor that they belong to.
    public enum Target {
        SRC("src", "src0"),
        SRC_1("src1", "src1"),
        WEIGHTS("wei", "wei"),
        DST("dst", "dst"),
        DEPTHWISE_WEIGHTS("attr_post_op_dw_wei", "attr_post_op_dw_wei"),
        DEPTHWISE_DST("attr_post_op_dw_dst", "attr_post_op_dw_dst");

        private final String word;
        private final String synonym;

        Target(String word, String synonym) {
            this.word = word;
            this.synonym = synonym;
        }

        private static Target of(String text) {
            return Arrays.stream(values())
                    .filter(each -> each.word.equals(text) || each.synonym.equals(text))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new BadInput(
                                            BadInput.quote(text)
                                                    + " is no argument; expected src, wei, dst,"
                                                    + " attr_post_op_dw_wei or"
                                                    + " attr_post_op_dw_dst"));
        }

        @Override
        public String toString() {
            return word;
        }
    }

    /// Reads `ARG:MASK[:VALUE][:TYPE[:GROUPS]]`, joined by `+`. A later entry for the same argument
    /// takes the place of an earlier one.
    ///
    /// @param usual the type where none is named
    /// @param valid what a value must be
    static List<Quantized> list(String text, DataType usual, String noun, Predicate<Double> valid) {
        List<Quantized> entries = new ArrayList<>();
        for (String entry : splitTerms(text)) {
            Quantized read = of(entry, usual, noun, valid);
            entries.removeIf(earlier -> earlier.target == read.target);
            entries.add(read);
        }
        return List.copyOf(entries);
    }

    public static List<Quantized> scales(String text) {
        return list(text, DataType.F32, "scale of 0 or more", value -> value >= 0);
    }

    public static List<Quantized> zeroPoints(String text) {
        return list(text, DataType.S32, "whole number", value -> value == Math.rint(value));
    }

    /// The terms between plus signs, of which one in a number's exponent is none.
    private static List<String> splitTerms(String text) {
        return text.isEmpty() ? List.of() : KnobValue.split(text.replace("e+", "e"), '+');
    }

    private static Quantized of(
            String entry, DataType usual, String noun, Predicate<Double> valid) {
        List<String> parts = KnobValue.split(entry, ':');
        if (parts.size() < 2) {
            throw new BadInput(BadInput.quote(entry) + " names no mask: src:common:0.5");
        }
        Target target = Target.of(parts.get(0));
        Mask mask = Mask.of(parts.get(1));
        int next = 2;
        double value = 1;
        if (mask.isSingle()) {
            if (parts.size() < 3) {
                throw new BadInput(
                        BadInput.quote(entry)
                                + " lacks the value that the mask "
                                + mask
                                + " needs");
            }
            value = KnobValue.decimal(parts.get(next++));
            if (!valid.test(value)) {
                throw new BadInput(BadInput.quote(entry) + ": expected a " + noun);
            }
        }
        DataType type = parts.size() > next ? DataTypes.typeNamed(parts.get(next++)) : usual;
        String groups = parts.size() > next ? parts.get(next++) : "";
        if (!groups.isEmpty() && !groups.matches("[0-9]{1,9}x[0-9]{1,9}")) {
            throw new BadInput(BadInput.quote(groups) + " are no two group sizes, such as 1x32");
        }
        if (parts.size() > next) {
            throw new BadInput(
                    BadInput.quote(entry)
                            + " goes on where it should end: "
                            + BadInput.quote(parts.get(next)));
        }
        return new Quantized(target, mask, value, type, groups);
    }

    public static Optional<Quantized> find(List<Quantized> entries, Target target) {
        return entries.stream().filter(entry -> entry.target == target).findFirst();
    }

    /// All entries as a knob's value.
    static String text(List<Quantized> entries, DataType usual) {
        return String.join("+", entries.stream().map(entry -> entry.text(usual)).toList());
    }

    private String text(DataType usual) {
        StringBuilder text = new StringBuilder(target + ":" + mask);
        if (mask.isSingle()) {
            text.append(':').append(number(value));
        }
        if (type != usual || !groups.isEmpty()) {
            text.append(':').append(type);
        }
        return groups.isEmpty() ? text.toString() : text.append(':').append(groups).toString();
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
