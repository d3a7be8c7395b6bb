package dev.onednn4j.fuzz.problem;

import dev.onednn4j.Granularity;
import dev.onednn4j.QuantizedArgument;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Scales or zero points of one tensor.
public record Quantity(QuantizedArgument argument, Granularity granularity) {
    private static final String COMMON = "common";
    private static final String PER_CHANNEL = "per_channel";

    /// Reads `src:common+weights:per_channel`.
    static List<Quantity> parseAll(String text) {
        return Arrays.stream(text.split("\\+", -1)).map(Quantity::parse).toList();
    }

    private static Quantity parse(String text) {
        String[] parts = text.split(":", -1);
        for (QuantizedArgument argument : QuantizedArgument.values()) {
            if (parts.length == 2
                    && argument.toString().equals(parts[0])
                    && List.of(COMMON, PER_CHANNEL).contains(parts[1])) {
                return new Quantity(
                        argument,
                        parts[1].equals(COMMON) ? Granularity.COMMON : Granularity.PER_CHANNEL);
            }
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no scale: expected such as src:common or weights:per_channel");
    }

    static String text(List<Quantity> all) {
        return all.stream().map(Quantity::toString).collect(Collectors.joining("+"));
    }

    @Override
    public String toString() {
        return argument + ":" + (granularity == Granularity.COMMON ? COMMON : PER_CHANNEL);
    }
}
