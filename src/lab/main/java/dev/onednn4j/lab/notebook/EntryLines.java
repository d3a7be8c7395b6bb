package dev.onednn4j.lab.notebook;

import dev.onednn4j.lab.notebook.Entry.Verdict;
import dev.onednn4j.pages.terminal.AlignedTable;
import dev.onednn4j.pages.terminal.Paragraph;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Entries as lines of a terminal.
public final class EntryLines {
    private static final int WIDTH = 80;
    private static final int LABEL = 36;
    private static final String INDENT = "  ";

    private final Screen screen;
    private boolean amongFacts;

    public EntryLines(Screen screen) {
        this.screen = screen;
    }

    /// Prints an entry. Facts stand together, all else by itself.
    public void print(Entry entry) {
        boolean isFact = entry instanceof Entry.Fact;
        if (!isFact || !amongFacts) {
            screen.gap();
        }
        amongFacts = isFact;
        lines(entry).forEach(screen::line);
    }

    private static List<String> lines(Entry entry) {
        return switch (entry) {
            case Entry.Text text -> wrapped(text.paragraph());
            case Entry.Equation equation ->
                    equation.plain().lines().map(line -> INDENT + INDENT + line).toList();
            case Entry.Fact fact -> List.of(line(fact));
            case Entry.Table table -> lines(table);
            case Entry.Pictures pictures ->
                    wrapped(
                            "Pictures, on the page: %s (%s)"
                                    .formatted(
                                            pictures.caption(),
                                            pictures.pictures().stream()
                                                    .map(Entry.Picture::caption)
                                                    .collect(Collectors.joining(", "))));
            case Entry.Drawing drawing -> lines(drawing.chart());
        };
    }

    private static List<String> wrapped(String text) {
        return new Paragraph(text).lines(WIDTH);
    }

    private static String line(Entry.Fact fact) {
        StringBuilder line = new StringBuilder(INDENT).append(padded(fact.what()));
        line.append(INDENT).append(fact.value());
        if (!fact.note().isEmpty()) {
            line.append(" (").append(fact.note()).append(")");
        }
        if (fact.verdict() == Verdict.FAILS) {
            line.append(" FAILS");
        }
        return line.toString();
    }

    private static List<String> lines(Entry.Table table) {
        List<List<String>> all = new ArrayList<>();
        all.add(table.header());
        all.addAll(table.rows());
        Set<Integer> textColumns =
                IntStream.range(0, table.header().size())
                        .filter(column -> !table.isNumeric(column))
                        .boxed()
                        .collect(Collectors.toSet());
        List<String> lines = new ArrayList<>(wrapped(table.caption()));
        lines.add("");
        new AlignedTable(all, textColumns).lines().forEach(line -> lines.add(INDENT + line));
        return lines;
    }

    /// Where each line begins and ends: the rest is for the page.
    private static List<String> lines(Chart chart) {
        List<String> lines = new ArrayList<>();
        lines.addAll(
                wrapped(
                        "Chart, on the page: %s (%s by %s)"
                                .formatted(chart.title(), chart.yLabel(), chart.xLabel())));
        for (Chart.Series series : chart.series()) {
            int last = series.x().length - 1;
            String ends = last < 0 ? "nothing" : point(series, 0) + " … " + point(series, last);
            lines.add(INDENT + padded(series.name()) + INDENT + ends);
        }
        return lines;
    }

    private static String point(Chart.Series series, int index) {
        return Quantity.brief(series.y()[index]) + " at " + Quantity.brief(series.x()[index]);
    }

    private static String padded(String label) {
        return label + " ".repeat(Math.max(0, LABEL - length(label)));
    }

    private static int length(CharSequence text) {
        return (int) text.codePoints().count();
    }
}
