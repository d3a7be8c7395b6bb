package dev.onednn4j.lab.command;

import com.google.gson.Gson;

import dev.onednn4j.lab.notebook.Chart;
import dev.onednn4j.lab.notebook.Entry;
import dev.onednn4j.lab.notebook.Entry.Verdict;
import dev.onednn4j.pages.Html;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Entries as parts of a page.
final class EntryHtml {
    private EntryHtml() {}

    /// The entries in their order, facts that follow one another in one list.
    static String of(List<Entry> entries) {
        StringBuilder html = new StringBuilder();
        boolean amongFacts = false;
        for (Entry entry : entries) {
            boolean isFact = entry instanceof Entry.Fact;
            if (isFact != amongFacts) {
                html.append(isFact ? "<dl class=\"facts\">\n" : "</dl>\n");
            }
            amongFacts = isFact;
            html.append(of(entry));
        }
        return html.append(amongFacts ? "</dl>\n" : "").toString();
    }

    private static String of(Entry entry) {
        return switch (entry) {
            case Entry.Text text -> "<p>" + Prose.html(text.paragraph()) + "</p>\n";
            case Entry.Equation equation -> of(equation);
            case Entry.Fact fact -> of(fact);
            case Entry.Table table -> of(table);
            case Entry.Pictures pictures -> of(pictures);
            case Entry.Drawing drawing -> of(drawing.chart());
        };
    }

    /// In plain text until the page's script has set it.
    private static String of(Entry.Equation equation) {
        return "<div class=\"equation\" data-latex=\"%s\">%s</div>\n"
                .formatted(Html.escape(equation.latex()), Html.escape(equation.plain()));
    }

    private static String of(Entry.Fact fact) {
        return "<div%s><dt>%s</dt><dd>%s<span class=\"value\">%s</span>%s</dd></div>\n"
                .formatted(
                        fact.verdict() == Verdict.FAILS ? " class=\"bad\"" : "",
                        Prose.html(fact.what()),
                        mark(fact.verdict()),
                        Html.escape(fact.value()),
                        fact.note().isEmpty()
                                ? ""
                                : " <span class=\"note\">" + Prose.html(fact.note()) + "</span>");
    }

    private static String mark(Verdict verdict) {
        return switch (verdict) {
            case NONE -> "";
            case HOLDS -> "<span class=\"good\">✓</span> ";
            case FAILS -> "<span class=\"bad\">✗</span> ";
        };
    }

    private static String of(Entry.Table table) {
        StringBuilder html = new StringBuilder();
        html.append("<figure class=\"table\"><figcaption><strong>")
                .append(Prose.html(table.caption()))
                .append("</strong></figcaption>\n")
                // The box scrolls, so the keyboard has to reach it.
                .append("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"")
                .append(Html.escape(table.caption()))
                .append("\"><table>\n<thead>")
                .append(row(table, "th scope=\"col\"", "th", table.header()))
                .append("</thead>\n<tbody>\n");
        table.rows().forEach(cells -> html.append(row(table, "td", "td", cells)).append('\n'));
        return html.append("</tbody>\n</table></div></figure>\n").toString();
    }

    private static String row(Entry.Table table, String opening, String tag, List<String> cells) {
        StringBuilder html = new StringBuilder("<tr>");
        for (int column = 0; column < cells.size(); column++) {
            String kind = table.isNumeric(column) ? "" : " class=\"text\"";
            html.append("<%s%s>".formatted(opening, kind))
                    .append(Prose.html(cells.get(column)))
                    .append("</%s>".formatted(tag));
        }
        return html.append("</tr>").toString();
    }

    private static String of(Entry.Pictures pictures) {
        return pictures.pictures().stream()
                .map(PictureHtml::of)
                .collect(
                        Collectors.joining(
                                "",
                                "<figure><figcaption><strong>"
                                        + Prose.html(pictures.caption())
                                        + "</strong></figcaption>\n<div class=\"pictures\">\n",
                                "</div></figure>\n"));
    }

    /// A point of a line; null where there is nothing to draw.
    private record Point(@Nullable Double x, @Nullable Double y) {
        static Point of(double x, double y, Chart chart) {
            boolean drawn = isDrawn(x, chart.logX()) && isDrawn(y, chart.logY());
            return drawn ? new Point(x, y) : new Point(null, null);
        }

        private static boolean isDrawn(double value, boolean logarithmic) {
            return Double.isFinite(value) && (value > 0 || !logarithmic);
        }
    }

    private record Line(String name, boolean dashed, List<Point> points) {}

    private record Drawn(
            String title,
            String xLabel,
            String yLabel,
            boolean logX,
            boolean logY,
            List<Line> lines) {}

    /// Its script reads it from there. Gson writes <, > and & as escapes, so that no text can end
    /// the element it stands in.
    private static String of(Chart chart) {
        List<Line> lines = new ArrayList<>();
        for (Chart.Series series : chart.series()) {
            List<Point> points = new ArrayList<>();
            for (int i = 0; i < series.x().length; i++) {
                points.add(Point.of(series.x()[i], series.y()[i], chart));
            }
            lines.add(new Line(series.name(), series.dashed(), points));
        }
        Drawn drawn =
                new Drawn(
                        chart.title(),
                        chart.xLabel(),
                        chart.yLabel(),
                        chart.logX(),
                        chart.logY(),
                        lines);
        return """
        <div class="chart"><p class="note">Chart: %s. The page's own script draws it, and is \
        switched off here.</p><script type="application/json">%s</script></div>
        """
                .formatted(Html.escape(chart.title()), new Gson().toJson(drawn));
    }
}
