package dev.onednn4j.lab.notebook;

import java.util.List;

/// A chart of lines on the page.
///
/// @param xLabel what is on the horizontal axis, with its unit
/// @param yLabel what is on the vertical axis, with its unit
/// @param logX whether the horizontal axis is logarithmic
/// @param logY whether the vertical axis is logarithmic
public record Chart(
        String title,
        String xLabel,
        String yLabel,
        boolean logX,
        boolean logY,
        List<Series> series) {
    public Chart {
        series = List.copyOf(series);
    }

    /// One line. What is not finite leaves a gap.
    ///
    /// @param y as many as x
    /// @param dashed for what was computed and not measured
    public record Series(String name, double[] x, double[] y, boolean dashed) {
        public Series {
            if (x.length != y.length) {
                throw new IllegalArgumentException(
                        "expected as many y as x, got %d and %d".formatted(y.length, x.length));
            }
            x = x.clone();
            y = y.clone();
        }
    }
}
