package dev.onednn4j.bench.report;

import java.util.Arrays;
import java.util.Optional;

/// The times of one repeated action, in nanoseconds.
///
/// @param count how often it was timed, 1 or more
/// @param quarter the first quartile
/// @param threeQuarters the third quartile
public record Timing(
        long count,
        double minimum,
        double average,
        double maximum,
        double quarter,
        double median,
        double threeQuarters) {
    private static final double NANOSECONDS_IN_MILLISECOND = 1e6;

    /// Which of the times is meant.
    enum Statistic {
        MINIMUM('-', "min"),
        AVERAGE('0', "avg"),
        MAXIMUM('+', "max");

        private final char modifier;
        private final String label;

        Statistic(char modifier, String label) {
            this.modifier = modifier;
            this.label = label;
        }

        /// The statistic that a template asks for with this sign.
        static Optional<Statistic> modifiedBy(char sign) {
            return Arrays.stream(values()).filter(each -> each.modifier == sign).findFirst();
        }

        /// What it is called in the head of a column.
        String label() {
            return label;
        }
    }

    double nanoseconds(Statistic statistic) {
        return switch (statistic) {
            case MINIMUM -> minimum;
            case AVERAGE -> average;
            case MAXIMUM -> maximum;
        };
    }

    double milliseconds(Statistic statistic) {
        return nanoseconds(statistic) / NANOSECONDS_IN_MILLISECOND;
    }
}
