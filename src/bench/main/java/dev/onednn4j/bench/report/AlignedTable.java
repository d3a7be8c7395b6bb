package dev.onednn4j.bench.report;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// A table for a terminal, its first row the head.
///
/// @param rows all of the same length
/// @param textColumns the columns that are text, counted from 0; the rest are numbers
record AlignedTable(List<List<String>> rows, Set<Integer> textColumns) {
    /// The lines, columns two spaces apart.
    List<String> lines() {
        int[] widths =
                IntStream.range(0, rows.getFirst().size())
                        .map(
                                column ->
                                        rows.stream()
                                                .mapToInt(row -> row.get(column).length())
                                                .max()
                                                .orElse(0))
                        .toArray();
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = row.get(column);
            String gap = " ".repeat(widths[column] - cell.length());
            line.append(column == 0 ? "" : "  ");
            line.append(textColumns.contains(column) ? cell + gap : gap + cell);
        }
        return line.toString().stripTrailing();
    }
}
