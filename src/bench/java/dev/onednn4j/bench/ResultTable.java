package dev.onednn4j.bench;

import dev.onednn4j.bench.Timing.Statistic;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/// The results of a session as an aligned table, with sums below.
final class ResultTable {
    private static final double NANOSECONDS_IN_MILLISECOND = 1e6;
    private static final int TEXT_COLUMNS = 2;
    private static final int SIGNIFICANT_DIGITS = 3;
    private static final int MOST_DECIMALS = 6;
    private static final List<String> HEADER =
            List.of(
                    "problem",
                    "implementation",
                    "min ms",
                    "median ms",
                    "avg ms",
                    "max GFLOP/s",
                    "avg GFLOP/s");

    /// A line of the table; times in milliseconds.
    private record Row(
            String problem,
            String implementation,
            double minimum,
            double median,
            double average,
            double operations) {
        Row plus(Measurement measurement, long times) {
            Timing timing = measurement.execution();
            return new Row(
                    problem,
                    implementation,
                    minimum + times * timing.milliseconds(Statistic.MINIMUM),
                    median + times * timing.median() / NANOSECONDS_IN_MILLISECOND,
                    average + times * timing.milliseconds(Statistic.AVERAGE),
                    operations + times * measurement.operations());
        }

        List<String> cells(int decimals) {
            return List.of(
                    problem,
                    implementation,
                    fixed(minimum, decimals),
                    fixed(median, decimals),
                    fixed(average, decimals),
                    fixed(gigaflops(minimum), 1),
                    fixed(gigaflops(average), 1));
        }

        private double gigaflops(double milliseconds) {
            return milliseconds == 0 ? 0 : operations / NANOSECONDS_IN_MILLISECOND / milliseconds;
        }
    }

    private final List<Outcome> measured;
    private final boolean complete;

    /// @param interrupted whether cases are missing, so that no sum stands for a whole network
    ResultTable(List<Outcome> outcomes, boolean interrupted) {
        measured = outcomes.stream().filter(outcome -> outcome.measurement() != null).toList();
        complete = !interrupted && measured.size() == outcomes.size();
    }

    /// The lines of the table; none when nothing was measured.
    List<String> lines() {
        if (measured.isEmpty()) {
            return List.of();
        }
        List<Row> rows = new ArrayList<>();
        for (Outcome outcome : measured) {
            Measurement measurement = Objects.requireNonNull(outcome.measurement());
            rows.add(
                    new Row(label(outcome), measurement.implementation(), 0, 0, 0, 0)
                            .plus(measurement, 1));
        }
        int decimals = decimals(rows);
        if (measured.size() > 1) {
            rows.add(sum("sum", tested -> 1));
        }
        if (complete && measured.stream().anyMatch(outcome -> multiplicity(outcome.tested()) > 1)) {
            rows.add(sum("network: each as often as it occurs", ResultTable::multiplicity));
        }
        List<List<String>> cells = new ArrayList<>();
        cells.add(HEADER);
        rows.forEach(row -> cells.add(row.cells(decimals)));
        return aligned(cells);
    }

    /// The problem's name, with its settings where the table mixes several.
    private String label(Outcome outcome) {
        String name = outcome.tested().effectiveProblem().displayName();
        boolean mixed =
                measured.stream().map(each -> each.tested().settings()).distinct().count() > 1;
        return mixed ? name + " " + outcome.tested().settings().strip() : name;
    }

    private Row sum(String label, ToLongFunction<ConvolutionCase> times) {
        Row sum = new Row(label, "", 0, 0, 0, 0);
        for (Outcome outcome : measured) {
            sum =
                    sum.plus(
                            Objects.requireNonNull(outcome.measurement()),
                            times.applyAsLong(outcome.tested()));
        }
        return sum;
    }

    private static long multiplicity(ConvolutionCase tested) {
        return tested.problem().multiplicity();
    }

    /// As many as the shortest time needs.
    private static int decimals(List<Row> rows) {
        double shortest = rows.stream().mapToDouble(Row::minimum).min().orElse(0);
        int decimals = SIGNIFICANT_DIGITS;
        for (double shown = shortest; shown < 1 && decimals < MOST_DECIMALS; shown *= 10) {
            decimals++;
        }
        return Math.min(decimals, MOST_DECIMALS);
    }

    private static String fixed(double value, int decimals) {
        return ("%." + decimals + "f").formatted(value);
    }

    private static List<String> aligned(List<List<String>> cells) {
        int[] widths =
                IntStream.range(0, HEADER.size())
                        .map(
                                column ->
                                        cells.stream()
                                                .mapToInt(row -> row.get(column).length())
                                                .max()
                                                .orElse(0))
                        .toArray();
        return cells.stream().map(row -> aligned(row, widths)).toList();
    }

    private static String aligned(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = row.get(column);
            String gap = " ".repeat(widths[column] - cell.length());
            line.append(column == 0 ? "" : "  ");
            line.append(column < TEXT_COLUMNS ? cell + gap : gap + cell);
        }
        return line.toString().stripTrailing();
    }
}
