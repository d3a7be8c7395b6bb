package dev.onednn4j.bench.problem;

import dev.onednn4j.AccumulationMode;
import dev.onednn4j.Attributes;
import dev.onednn4j.FpmathMode;
import dev.onednn4j.RoundingMode;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The knobs that say how numbers are rounded and summed.
///
/// @param fpmath `MODE[:true]`
/// @param rounding where and how results are rounded, `ARG:MODE` joined by `+`; empty for the usual
public record Numerics(
        FpmathMode fpmath,
        boolean fpmathForIntegers,
        AccumulationMode accumulation,
        boolean deterministic,
        String rounding) {
    public static final Numerics DEFAULT =
            new Numerics(FpmathMode.STRICT, false, AccumulationMode.STRICT, false, "");

    private static final List<String> ROUNDED = List.of("dst", "diff_src", "diff_weights");

    public Numerics withFpmath(String value) {
        List<String> parts = KnobValue.split(value, ':');
        boolean integers = parts.size() > 1 && truth(parts.get(1));
        return new Numerics(
                constant(FpmathMode.class, parts.get(0)),
                integers,
                accumulation,
                deterministic,
                rounding);
    }

    public static AccumulationMode accumulationNamed(String value) {
        return constant(AccumulationMode.class, value);
    }

    /// Reads `ARG:MODE`, joined by `+`; empty where that changes nothing.
    public static String roundingNamed(String value) {
        String usual = RoundingMode.ENVIRONMENT.name().toLowerCase(Locale.ROOT);
        boolean changes = false;
        for (String entry : KnobValue.split(value, '+')) {
            List<String> parts = KnobValue.split(entry, ':');
            if (parts.size() != 2 || !ROUNDED.contains(parts.get(0))) {
                throw new BadInput(
                        BadInput.quote(entry)
                                + " is not of the form ARG:MODE, ARG one of "
                                + ROUNDED);
            }
            constant(RoundingMode.class, parts.get(1));
            changes |= !entry.endsWith(usual);
        }
        return changes ? value : "";
    }

    /// Whether results are rounded at random, which no reference foretells.
    boolean isStochastic() {
        return !rounding.isEmpty();
    }

    public static boolean truth(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw new BadInput(BadInput.quote(value) + " is neither true nor false");
        };
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> each.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                        () ->
                                new BadInput(
                                        (BadInput.quote(text)
                                                        + " is no mode; expected one of "
                                                        + Arrays.toString(type.getEnumConstants()))
                                                .toLowerCase(Locale.ROOT)));
    }

    Attributes apply(Attributes attributes) {
        Attributes changed =
                attributes
                        .fpmathMode(fpmath, fpmathForIntegers)
                        .accumulationMode(accumulation)
                        .deterministic(deterministic);
        return rounding.contains("dst:" + lower(RoundingMode.STOCHASTIC))
                ? changed.rounding(RoundingMode.STOCHASTIC)
                : changed;
    }

    /// The knobs that differ from the defaults, each followed by a space.
    String knobs() {
        StringBuilder line = new StringBuilder();
        if (fpmath != FpmathMode.STRICT) {
            line.append("--attr-fpmath=").append(lower(fpmath));
            line.append(fpmathForIntegers ? ":true " : " ");
        }
        if (accumulation != AccumulationMode.STRICT) {
            line.append("--attr-acc-mode=").append(lower(accumulation)).append(' ');
        }
        if (deterministic) {
            line.append("--attr-deterministic=true ");
        }
        if (!rounding.isEmpty()) {
            line.append("--attr-rounding-mode=").append(rounding).append(' ');
        }
        return line.toString();
    }

    private static String lower(Enum<?> mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }
}
