package dev.onednn4j.lab.notebook;

import java.util.List;

/// What a step wrote down: a page shows entries in their order.
public sealed interface Entry {
    /// Prose, with `code` in backticks.
    record Text(String paragraph) implements Entry {}

    /// An equation that stands by itself.
    ///
    /// @param plain for where there is no mathematics to be shown
    record Equation(String plain, String latex) implements Entry {}

    /// Something found out, on one line.
    ///
    /// @param value may be empty
    /// @param note more about it; may be empty
    /// @param verdict whether it is as it should be
    record Fact(String what, String value, String note, Verdict verdict) implements Entry {}

    /// Whether a fact is as it should be.
    enum Verdict {
        /// It could not have been otherwise.
        NONE,
        HOLDS,
        FAILS
    }

    /// A table.
    ///
    /// @param rows each as long as the header
    record Table(String caption, List<String> header, List<List<String>> rows) implements Entry {
        public Table {
            header = List.copyOf(header);
            rows = rows.stream().map(List::copyOf).toList();
            for (List<String> row : rows) {
                if (row.size() != header.size()) {
                    throw new IllegalArgumentException(
                            "expected %d cells as in %s, got %s"
                                    .formatted(header.size(), header, row));
                }
            }
        }

        /// Whether all that stands in a column are numbers, some of them with a unit.
        public boolean isNumeric(int column) {
            return rows.stream().allMatch(row -> Quantity.isOne(row.get(column)));
        }
    }

    /// Pictures side by side.
    record Pictures(String caption, List<Picture> pictures) implements Entry {
        public Pictures {
            pictures = List.copyOf(pictures);
        }
    }

    /// One of them.
    ///
    /// @param width what it had, in pixels, before it was made smaller for the page
    /// @param height likewise
    /// @param png the file
    record Picture(String caption, int width, int height, byte[] png) {
        /// As wide as a page ever shows one, in the pixels that pages count.
        public static final int WIDEST = 400;
    }

    /// A chart.
    record Drawing(Chart chart) implements Entry {}
}
