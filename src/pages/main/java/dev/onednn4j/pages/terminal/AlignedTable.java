package dev.onednn4j.pages.terminal;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// A table for a terminal, its first row the head. Text is aligned to the left, numbers to the
/// right.
///
/// @param rows all of the same length; at least the head
/// @param textColumns the columns that are text, counted from 0; the rest are numbers
public record AlignedTable(List<List<String>> rows, Set<Integer> textColumns) {
    /// The lines, columns two spaces apart, without spaces at the end.
    public List<String> lines() {
        int[] widths =
                IntStream.range(0, rows.getFirst().size())
                        .map(
                                column ->
                                        rows.stream()
                                                .mapToInt(row -> width(row.get(column)))
                                                .max()
                                                .orElse(0))
                        .toArray();
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = row.get(column);
            String gap = " ".repeat(widths[column] - width(cell));
            line.append(column == 0 ? "" : "  ");
            line.append(textColumns.contains(column) ? cell + gap : gap + cell);
        }
        return line.toString().stripTrailing();
    }

    /// A character beyond the first 65,536 is two of Java's.
    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
