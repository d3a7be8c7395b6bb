package dev.onednn4j.examples.lab;

import java.util.Locale;
import java.util.regex.Pattern;

/// Numbers as people read them.
final class Quantity {
    /// A number, perhaps with a unit; or nothing, or a dash, in its place.
    private static final Pattern NUMBER =
            Pattern.compile(
                    "[+\\-−]?(\\d[\\d,.]*([eE][+\\-]?\\d+)?|∞|NaN|Infinity)( ?[^\\s\\d]{1,12})?"
                            + "|[-–—]?");

    private static final String[] BYTES = {"bytes", "kB", "MB", "GB", "TB"};

    private Quantity() {}

    static boolean isOne(String text) {
        return NUMBER.matcher(text.strip()).matches();
    }

    /// With thousands separated.
    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /// In the largest unit that leaves a whole number.
    static String bytes(double bytes) {
        int unit = 0;
        double value = bytes;
        while (value >= 1000 && unit < BYTES.length - 1) {
            value /= 1000;
            unit++;
        }
        return (unit == 0 ? String.format(Locale.ROOT, "%.0f", value) : digits(value))
                + " "
                + BYTES[unit];
    }

    /// In s, ms or µs.
    static String time(double seconds) {
        if (seconds >= 1) {
            return digits(seconds) + " s";
        }
        return seconds >= 1e-3 ? digits(seconds * 1e3) + " ms" : digits(seconds * 1e6) + " µs";
    }

    /// A difference, whose order of magnitude matters.
    static String difference(double value) {
        return value == 0 || Double.isNaN(value) || Double.isInfinite(value)
                ? String.valueOf(value).replace("0.0", "0")
                : String.format(Locale.ROOT, "%.2g", value);
    }

    /// Three digits that count.
    private static String digits(double value) {
        int decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
