package dev.onednn4j.fuzz.report;

import dev.onednn4j.fuzz.campaign.Summary;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What was done, as a table by primitive and types.
public final class SummaryTable {
    private static final String FORMAT = "%-9s %-22s %9s %9s %9s %11s %9s";

    private SummaryTable() {}

    /// The lines of the table.
    public static List<String> lines(Summary summary) {
        List<String> lines = new ArrayList<>();
        Map<String, Map<String, Summary.Row>> rows = summary.rows();
        if (!rows.isEmpty()) {
            lines.add(
                    FORMAT.formatted(
                            "primitive",
                            "types",
                            "problems",
                            "runs",
                            "refused",
                            "passed over",
                            "findings"));
        }
        rows.forEach(
                (kind, byTypes) -> {
                    Summary.Row all = byTypes.values().stream().reduce(Summary.Row::plus).get();
                    lines.add(line(kind, "", all));
                    byTypes.forEach(
                            (types, row) -> {
                                boolean telling = row.findings() > 0 || row.runs() > 0;
                                if (byTypes.size() > 1 && telling) {
                                    lines.add(line("", types, row));
                                }
                            });
                });
        summary.defects()
                .forEach(
                        (id, count) ->
                                lines.add("passed over for %s: %s".formatted(id, number(count))));
        if (summary.calls() > 0) {
            lines.add("hostile calls: " + number(summary.calls()));
        }
        return lines;
    }

    private static String line(String kind, String types, Summary.Row row) {
        return FORMAT.formatted(
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
