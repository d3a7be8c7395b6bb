package dev.onednn4j.bench.problem;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Writes numbers the way a C++ stream does by default, so that our lines and benchdnn's compare:
/// six significant digits, no trailing zeros, an exponent only where it is shorter.
public final class SignificantDigits {
    private static final int DIGITS = 6;
    private static final int SMALLEST_PLAIN_EXPONENT = -4;

    private SignificantDigits() {}

    public static String format(double value) {
        if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
            return value == 0 ? "0" : Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }
        BigDecimal rounded =
                new BigDecimal(value)
                        .round(new MathContext(DIGITS, RoundingMode.HALF_EVEN))
                        .stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= SMALLEST_PLAIN_EXPONENT && exponent < DIGITS) {
            return rounded.toPlainString();
        }
        return "%se%c%02d"
                .formatted(
                        rounded.scaleByPowerOfTen(-exponent).toPlainString(),
                        exponent < 0 ? '-' : '+',
                        Math.abs(exponent));
    }
}
