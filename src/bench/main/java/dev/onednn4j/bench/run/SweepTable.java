package dev.onednn4j.bench.run;

import dev.onednn4j.bench.report.CaseResult;
import dev.onednn4j.bench.report.CaseResult.Time;
import dev.onednn4j.bench.report.MachineFacts;
import dev.onednn4j.bench.report.Results;
import dev.onednn4j.pages.Statistics;
import dev.onednn4j.pages.terminal.AlignedTable;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a sweep has measured, as an aligned table: a row for each problem, a column with the median
/// for each setting, with the speed-up against the first one.
///
/// Not thread safe.
final class SweepTable {
    private static final String NOTHING = "-";
    private static final int SIGNIFICANT_DIGITS = 4;

    /// @param results null when there are none
    record Column(SweepSetting setting, @Nullable Results results) {
        /// The setting, with what was used where that is something else.
        String label() {
            String difference = results == null ? "" : setting.difference(results.machine());
            return setting.label() + (difference.isEmpty() ? "" : " (" + difference + ")");
        }
    }

    /// A problem may be named several times.
    private record Key(String problem, int occurrence) {}

    private final List<Column> columns;
    private final List<Map<Key, CaseResult>> problems;
    private final Set<Key> keys = new LinkedHashSet<>();

    /// @param columns in the order they are shown; at least one
    SweepTable(List<Column> columns) {
        this.columns = List.copyOf(columns);
        this.problems = columns.stream().map(SweepTable::byKey).toList();
        problems.forEach(each -> keys.addAll(each.keySet()));
    }

    private static Map<Key, CaseResult> byKey(Column column) {
        Map<Key, CaseResult> found = new LinkedHashMap<>();
        if (column.results() != null) {
            Map<String, Integer> occurrences = new HashMap<>();
            for (CaseResult each : column.results().problems()) {
                int occurrence = occurrences.merge(each.problem(), 1, Integer::sum);
                found.put(new Key(each.problem(), occurrence), each);
            }
        }
        return found;
    }

    /// What a reader has to know, the table, and a line for each setting.
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Column column : columns) {
            Results results = column.results();
            if (results == null) {
                lines.add(column.setting().label() + ": no results");
            } else if (isMisnomer(column.setting(), results.machine())) {
                lines.add(
                        "%s: not to be had here, %s was used"
                                .formatted(
                                        column.setting().label(),
                                        column.setting().difference(results.machine())));
            }
        }
        if (!keys.isEmpty()) {
            lines.addAll(new AlignedTable(cells(), Set.of(0)).lines());
        }
        for (int i = 0; i < columns.size(); i++) {
            lines.add(summary(i));
        }
        return lines;
    }

    /// What `all` turns out to be is no news.
    private static boolean isMisnomer(SweepSetting setting, MachineFacts used) {
        SweepSetting plain =
                setting.isa() != null && InstructionSets.isSame(setting.isa(), InstructionSets.ALL)
                        ? new SweepSetting(setting.threads(), null)
                        : setting;
        return !plain.difference(used).isEmpty();
    }

    private List<List<String>> cells() {
        List<List<String>> cells = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of("problem"));
        for (int i = 0; i < columns.size(); i++) {
            header.add(columns.get(i).label() + " ms");
            if (i > 0) {
                header.add("speed-up");
            }
        }
        cells.add(header);
        boolean mixed = keys.stream().map(key -> any(key).settings()).distinct().count() > 1;
        for (Key key : keys) {
            CaseResult named = any(key);
            List<String> row = new ArrayList<>();
            row.add(mixed ? (named.name() + " " + named.settings()).strip() : named.name());
            for (int i = 0; i < columns.size(); i++) {
                row.add(time(problems.get(i).get(key)));
                if (i > 0) {
                    double speedup = speedup(key, i);
                    row.add(speedup == 0 ? NOTHING : "%.2f".formatted(speedup));
                }
            }
            cells.add(row);
        }
        return cells;
    }

    private CaseResult any(Key key) {
        return problems.stream()
                .filter(each -> each.containsKey(key))
                .map(each -> each.get(key))
                .findFirst()
                .orElseThrow();
    }

    /// The median, or how the problem ended.
    private static String time(@Nullable CaseResult result) {
        if (result == null) {
            return NOTHING;
        }
        Time time = result.time();
        if (time == null) {
            return result.status();
        }
        int decimals = 0;
        for (double rest = 1000; decimals < 6 && time.median() < rest; rest /= 10) {
            decimals++;
        }
        return ("%." + Math.max(decimals, SIGNIFICANT_DIGITS - 1) + "f").formatted(time.median());
    }

    /// Against the first setting; 0 where one of the two was not timed.
    private double speedup(Key key, int column) {
        CaseResult first = problems.getFirst().get(key);
        CaseResult other = problems.get(column).get(key);
        if (first == null || other == null) {
            return 0;
        }
        Time before = first.time();
        Time after = other.time();
        return before == null || after == null || before.median() <= 0 || after.median() <= 0
                ? 0
                : before.median() / after.median();
    }

    private String summary(int column) {
        double[] speedups =
                keys.stream()
                        .mapToDouble(key -> speedup(key, column))
                        .filter(speedup -> speedup > 0)
                        .toArray();
        String ratio =
                speedups.length == 0
                        ? NOTHING
                        : "%.3f".formatted(Statistics.of(speedups).geometricMean());
        return "sweep: %s geomean %s over %d problems"
                .formatted(columns.get(column).label(), ratio, speedups.length);
    }
}
