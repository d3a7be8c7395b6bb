package dev.onednn4j.lab.notebook;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.regex.Pattern;

/// Numbers as people read them.
public final class Quantity {
    /// A number, perhaps with a unit; or nothing, or a dash, in its place.
    private static final Pattern NUMBER =
            Pattern.compile(
                    "[+\\-−]?(\\d[\\d,.]*([eE][+\\-]?\\d+)?|∞|NaN|Infinity)( ?[^\\s\\d]{1,12})?"
                            + "|[-–—]?");

    private static final String[] BYTES = {"bytes", "kB", "MB", "GB", "TB"};

    private Quantity() {}

    public static boolean isOne(String text) {
        return NUMBER.matcher(text.strip()).matches();
    }

    /// With thousands separated.
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /// In the largest unit that leaves a whole number.
    public static String bytes(double bytes) {
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
    public static String time(double seconds) {
        if (seconds >= 1) {
            return digits(seconds) + " s";
        }
        return seconds >= 1e-3 ? digits(seconds * 1e3) + " ms" : digits(seconds * 1e6) + " µs";
    }

    /// A difference, of which the order of magnitude matters.
    public static String difference(double value) {
        return value == 0 ? "0" : scientific(value, 1);
    }

    /// A number of any size in a few characters.
    public static String brief(double value) {
        double size = Math.abs(value);
        if (size != 0 && !(size >= 1e-3 && size < 1e6)) {
            return scientific(value, 2);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(4));
        return rounded.stripTrailingZeros().toPlainString();
    }

    /// Such as 3.1e-6; NaN and infinities by their names.
    private static String scientific(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return String.valueOf(value);
        }
        String[] parts = String.format(Locale.ROOT, "%." + decimals + "e", value).split("e", 2);
        BigDecimal mantissa = new BigDecimal(parts[0]).stripTrailingZeros();
        return mantissa.toPlainString() + "e" + Integer.parseInt(parts[1]);
    }

    /// Three digits that count.
    private static String digits(double value) {
        int decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
