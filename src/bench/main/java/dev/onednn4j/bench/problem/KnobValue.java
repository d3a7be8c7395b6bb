package dev.onednn4j.bench.problem;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Reads the values of knobs.
public final class KnobValue {
    private static final String DIGITS = "[0-9]+";

    private KnobValue() {}

    /// Reads a comma-separated list.
    ///
    /// @param whenEmpty what an empty value stands for, which is how benchdnn goes back to a
    ///   default
    public static <T> List<T> list(String value, List<T> whenEmpty, Function<String, T> read) {
        return value.isEmpty() ? whenEmpty : split(value, ',').stream().map(read).toList();
    }

    /// Reads a comma-separated list in which an entry may be empty: one more combination, without
    /// what the knob sets.
    public static <T> List<T> listWithEmpty(String value, Function<String, T> read) {
        return Arrays.stream(value.split(",", -1)).map(read).toList();
    }

    /// The parts between delimiters, none of them empty.
    static List<String> split(String value, char delimiter) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int end = 0; end <= value.length(); end++) {
            if (end == value.length() || value.charAt(end) == delimiter) {
                if (end == start) {
                    throw new BadInput("an entry of " + BadInput.quote(value) + " is empty");
                }
                parts.add(value.substring(start, end));
                start = end + 1;
            }
        }
        return parts;
    }

    public static long wholeNumber(String value) {
        if (!value.matches(DIGITS)) {
            throw new BadInput(BadInput.quote(value) + " is no whole number");
        }
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException tooLarge) {
            throw new BadInput(BadInput.quote(value) + " is too large a number");
        }
    }

    /// A whole number of 1 or more.
    public static long positiveNumber(String value) {
        long number = wholeNumber(value);
        if (number == 0) {
            throw new BadInput("expected a number of 1 or more, got 0");
        }
        return number;
    }

    public static double decimal(String value) {
        try {
            double number = Double.parseDouble(value);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException notNumeric) {
            // Falls through to the one message for both.
        }
        throw new BadInput(BadInput.quote(value) + " is no number");
    }

    /// A regular expression.
    public static Pattern pattern(String value) {
        try {
            return Pattern.compile(value);
        } catch (PatternSyntaxException wrong) {
            throw new BadInput(
                    BadInput.quote(value) + " is no regular expression: " + wrong.getDescription());
        }
    }
}
