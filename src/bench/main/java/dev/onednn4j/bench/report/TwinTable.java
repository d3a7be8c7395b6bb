package dev.onednn4j.bench.report;

import dev.onednn4j.pages.Statistics;
import dev.onednn4j.pages.terminal.AlignedTable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// What the same problems took in Java and in C, as an aligned table, with the mean ratio last.
record TwinTable(List<Outcome> outcomes) {
    private static final double NANOSECONDS_IN_MICROSECOND = 1000;

    /// The lines; none when nothing was measured in C.
    List<String> lines() {
        List<Outcome> twinned = outcomes.stream().filter(TwinTable::isTwinned).toList();
        List<String> lines = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            Measurement measured = outcome.measurement();
            if (measured != null && !measured.twinFailure().isEmpty()) {
                lines.add("no twin of " + name(outcome) + ": " + measured.twinFailure());
            }
        }
        if (twinned.isEmpty()) {
            return lines;
        }
        List<List<String>> cells = new ArrayList<>();
        cells.add(List.of("problem", "Java us", "C us", "ratio", "overhead ns"));
        for (Outcome outcome : twinned) {
            TwinTiming timing = timing(outcome);
            cells.add(
                    List.of(
                            name(outcome),
                            "%.3f".formatted(timing.java() / NANOSECONDS_IN_MICROSECOND),
                            "%.3f".formatted(timing.c() / NANOSECONDS_IN_MICROSECOND),
                            "%.3f".formatted(timing.ratio()),
                            "%.0f".formatted(timing.overhead())));
        }
        lines.addAll(new AlignedTable(cells, Set.of(0)).lines());
        double[] ratios =
                twinned.stream().mapToDouble(outcome -> timing(outcome).ratio()).toArray();
        lines.add(
                "twin: geomean %.3f over %d problems"
                        .formatted(Statistics.of(ratios).geometricMean(), ratios.length));
        return lines;
    }

    private static boolean isTwinned(Outcome outcome) {
        Measurement measured = outcome.measurement();
        return measured != null && measured.twin() != null;
    }

    private static TwinTiming timing(Outcome outcome) {
        return Objects.requireNonNull(Objects.requireNonNull(outcome.measurement()).twin());
    }

    private static String name(Outcome outcome) {
        return outcome.benchCase().effectiveProblem().displayName();
    }
}
