package dev.onednn4j.fuzz.report;

import dev.onednn4j.fuzz.campaign.Summary;
import dev.onednn4j.pages.terminal.AlignedTable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What was done, as a table by primitive and types.
public final class SummaryTable {
    private static final Set<Integer> TEXT_COLUMNS = Set.of(0, 1);

    private SummaryTable() {}

    /// The lines of the table.
    public static List<String> lines(Summary summary) {
        List<String> lines = new ArrayList<>();
        Map<String, Map<String, Summary.Row>> rows = summary.rows();
        List<List<String>> cells = new ArrayList<>();
        cells.add(
                List.of(
                        "primitive",
                        "types",
                        "problems",
                        "runs",
                        "refused",
                        "passed over",
                        "findings"));
        rows.forEach(
                (kind, byTypes) -> {
                    Summary.Row all = byTypes.values().stream().reduce(Summary.Row::plus).get();
                    cells.add(line(kind, "", all));
                    byTypes.forEach(
                            (types, row) -> {
                                boolean telling = row.findings() > 0 || row.runs() > 0;
                                if (byTypes.size() > 1 && telling) {
                                    cells.add(line("", types, row));
                                }
                            });
                });
        if (!rows.isEmpty()) {
            lines.addAll(new AlignedTable(cells, TEXT_COLUMNS).lines());
        }
        summary.defects()
                .forEach(
                        (id, count) ->
                                lines.add("passed over for %s: %s".formatted(id, number(count))));
        if (summary.calls() > 0) {
            lines.add("hostile calls: " + number(summary.calls()));
        }
        return lines;
    }

    private static List<String> line(String kind, String types, Summary.Row row) {
        return List.of(
                kind,
                types,
                number(row.problems()),
                number(row.runs()),
                number(row.refused()),
                number(row.passedOver()),
                row.findings() == 0 ? "" : number(row.findings()));
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
