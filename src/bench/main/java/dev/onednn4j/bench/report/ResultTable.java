package dev.onednn4j.bench.report;

import dev.onednn4j.bench.problem.ConvolutionCase;
import dev.onednn4j.bench.problem.ImplementationFilter;
import dev.onednn4j.bench.report.Timing.Statistic;
import dev.onednn4j.pages.terminal.AlignedTable;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToLongFunction;

/// The results of a session as an aligned table, with sums below.
final class ResultTable {
    private static final double NANOSECONDS_IN_MILLISECOND = 1e6;
    private static final double PERCENT = 100;
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
    private static final String ROOF = "% of roof";

    /// A line of the table; times in milliseconds.
    ///
    /// @param atRoof the time that it would take at the roof
    private record TableRow(
            String problem,
            String implementation,
            double minimum,
            double median,
            double average,
            double operations,
            double atRoof) {
        TableRow plus(Measurement measurement, long times, double shortest) {
            Timing timing = measurement.execution();
            return new TableRow(
                    problem,
                    implementation,
                    minimum + times * timing.milliseconds(Statistic.MINIMUM),
                    median + times * timing.median() / NANOSECONDS_IN_MILLISECOND,
                    average + times * timing.milliseconds(Statistic.AVERAGE),
                    operations + times * measurement.operations(),
                    atRoof + times * shortest);
        }

        List<String> cells(int decimals, boolean roofed) {
            List<String> cells =
                    new ArrayList<>(
                            List.of(
                                    problem,
                                    implementation,
                                    fixed(minimum, decimals),
                                    fixed(median, decimals),
                                    fixed(average, decimals),
                                    fixed(gigaflops(minimum), 1),
                                    fixed(gigaflops(average), 1)));
            if (roofed) {
                cells.add(fixed(minimum == 0 ? 0 : PERCENT * atRoof / minimum, 0));
            }
            return cells;
        }

        private double gigaflops(double milliseconds) {
            return milliseconds == 0 ? 0 : operations / NANOSECONDS_IN_MILLISECOND / milliseconds;
        }
    }

    private final List<Outcome> measured;
    private final @Nullable Roof roof;
    private final boolean complete;

    /// @param roof what the fastest runs are compared with; null where that is not known
    /// @param interrupted whether cases are missing, so that no sum stands for a whole network
    ResultTable(List<Outcome> outcomes, @Nullable Roof roof, boolean interrupted) {
        this.roof = roof;
        measured = outcomes.stream().filter(outcome -> outcome.measurement() != null).toList();
        complete = !interrupted && measured.size() == outcomes.size();
    }

    /// The lines of the table; none when nothing was measured.
    List<String> lines() {
        if (measured.isEmpty()) {
            return List.of();
        }
        List<TableRow> rows = new ArrayList<>();
        for (Outcome outcome : measured) {
            Measurement measurement = Objects.requireNonNull(outcome.measurement());
            rows.add(
                    new TableRow(label(outcome), measurement.implementation(), 0, 0, 0, 0, 0)
                            .plus(measurement, 1, atRoof(outcome.benchCase(), measurement)));
        }
        int decimals = decimals(rows);
        // Sums over a problem's implementations would say nothing.
        boolean distinct =
                measured.stream().noneMatch(outcome -> outcome.benchCase().filter().whole());
        if (distinct && measured.size() > 1) {
            rows.add(sum("sum", benchCase -> 1));
        }
        if (distinct
                && complete
                && measured.stream().anyMatch(outcome -> multiplicity(outcome.benchCase()) > 1)) {
            rows.add(sum("network: each as often as it occurs", ResultTable::multiplicity));
        }
        List<List<String>> cells = new ArrayList<>();
        List<String> header = new ArrayList<>(HEADER);
        if (roof != null) {
            header.add(ROOF);
        }
        cells.add(header);
        rows.forEach(row -> cells.add(row.cells(decimals, roof != null)));
        return new AlignedTable(cells, Set.of(0, 1)).lines();
    }

    /// Milliseconds.
    private double atRoof(ConvolutionCase benchCase, Measurement measurement) {
        return roof == null
                ? 0
                : measurement.operations()
                        / NANOSECONDS_IN_MILLISECOND
                        / roof.over(benchCase, measurement);
    }

    /// The problem's name, with its settings where the table mixes several.
    private String label(Outcome outcome) {
        String name = outcome.benchCase().effectiveProblem().displayName();
        boolean mixed = measured.stream().map(ResultTable::settings).distinct().count() > 1;
        return mixed ? name + " " + settings(outcome) : name;
    }

    /// Which implementation was asked for by its whole name, the next column tells.
    private static String settings(Outcome outcome) {
        ConvolutionCase benchCase = outcome.benchCase();
        boolean named = benchCase.filter().whole();
        return (named ? benchCase.filteredBy(ImplementationFilter.ALL) : benchCase)
                .settings()
                .strip();
    }

    private TableRow sum(String label, ToLongFunction<ConvolutionCase> times) {
        TableRow sum = new TableRow(label, "", 0, 0, 0, 0, 0);
        for (Outcome outcome : measured) {
            Measurement measurement = Objects.requireNonNull(outcome.measurement());
            ConvolutionCase benchCase = outcome.benchCase();
            sum =
                    sum.plus(
                            measurement,
                            times.applyAsLong(benchCase),
                            atRoof(benchCase, measurement));
        }
        return sum;
    }

    private static long multiplicity(ConvolutionCase benchCase) {
        return benchCase.problem().multiplicity();
    }

    /// As many as the shortest time needs.
    private static int decimals(List<TableRow> rows) {
        double shortest = rows.stream().mapToDouble(TableRow::minimum).min().orElse(0);
        int decimals = SIGNIFICANT_DIGITS;
        for (double shown = shortest; shown < 1 && decimals < MOST_DECIMALS; shown *= 10) {
            decimals++;
        }
        return Math.min(decimals, MOST_DECIMALS);
    }

    private static String fixed(double value, int decimals) {
        return ("%." + decimals + "f").formatted(value);
    }
}
